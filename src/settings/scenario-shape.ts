import { anything, choice, type Infer, list, number, object, text } from "./shape.js";

const milliseconds = { integer: true, minimum: 0 } as const;

/** A scenario file: what the mock of a WebSocket API sends of its own accord. */
export const scenarioShape = list(
  "What the server sends of its own accord.",
  object("One message, or a row of them.", {
    on: text("What sets it off: a route's key; `$connect`, for a new connection, when absent."),
    after: number("Milliseconds from then until the first message.", milliseconds),
    every: number("Milliseconds between further messages; none follow when absent.", milliseconds),
    times: number("How many messages are sent at most.", { integer: true, minimum: 1 }),
    event: text("The event whose example is sent."),
    message: anything("What is sent instead of an example."),
    to: choice("Who gets it: the connection that set it off, or all.", ["sender", "all"]),
  }),
);

/** The steps of a scenario file, checked. */
export type ScenarioContent = Infer<typeof scenarioShape>;
