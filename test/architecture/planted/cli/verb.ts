export type Verb = "sdk";
