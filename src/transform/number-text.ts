/** The texts that are numbers of JSON; Java and JavaScript read the pattern alike. */
export const NUMBER_PATTERN = String.raw`-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`;
/** The texts that are whole numbers, also those that end in `.0`. */
export const INTEGER_PATTERN = String.raw`-?(0|[1-9][0-9]*)(\.0+)?`;
/** What an integer's text ends in without meaning. */
export const FRACTION_PATTERN = String.raw`\.0+$`;
/** The texts that are statuses. */
export const STATUS_PATTERN = "[1-5][0-9][0-9]";
