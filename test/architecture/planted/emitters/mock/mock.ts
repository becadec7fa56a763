export type Mock = "mock";
