import type { Mock } from "../mock/mock.js";

export type Sdk = { readonly mock: Mock };
