/**
 * Stands in for the package `string-width` that yargs measures its help with, when gw-gen is bundled.
 * The package prepares Unicode tables at start-up, which costs half of a short command's time; the help is ASCII.
 */
// oxlint-disable-next-line import/no-default-export -- as the package has it
export default function stringWidth(text: string): number {
  return text.length;
}
