import type { ObjectSchema } from "../../model/index.js";
import type { Random } from "./random.js";

const FIRST = [
  "Ada",
  "Alan",
  "Barbara",
  "Edsger",
  "Frances",
  "Grace",
  "Katherine",
  "Linus",
  "Margaret",
  "Niklaus",
];
const LAST = [
  "Allen",
  "Dijkstra",
  "Hamilton",
  "Hopper",
  "Johnson",
  "Liskov",
  "Lovelace",
  "Turing",
  "Wirth",
];
const CITIES = ["Bergen", "Ghent", "Kyoto", "Lima", "Lyon", "Nairobi", "Porto", "Quito", "Tampere"];
const COUNTRIES = ["Belgium", "France", "Japan", "Kenya", "Norway", "Peru", "Portugal"];
const STREETS = ["Canal Street", "Mill Lane", "Orchard Road", "Station Street"];
const COMPANIES = ["Aspen Works", "Cedar Labs", "Harbor Supply", "Quartz Systems"];
const PRODUCTS = ["Chair", "Compass", "Lamp", "Notebook", "Teapot"];
const SENTENCES = [
  "The river runs past the mill.",
  "A lamp stood on the desk.",
  "Rain fell until noon.",
];

type Maker = (random: Random) => string;

const from =
  (list: readonly string[]): Maker =>
  (random) =>
    random.pick(list) ?? "";

const email: Maker = (random) =>
  `${from(FIRST)(random)}.${from(LAST)(random)}@example.com`.toLowerCase();

/** The last part of a faker path (`name.firstName`, `person.firstName`) and what it gives. */
const MAKERS: Readonly<Record<string, Maker>> = {
  firstName: from(FIRST),
  lastName: from(LAST),
  findName: (random) => `${from(FIRST)(random)} ${from(LAST)(random)}`,
  fullName: (random) => `${from(FIRST)(random)} ${from(LAST)(random)}`,
  email,
  exampleEmail: email,
  userName: (random) => `${from(FIRST)(random)}${random.integer(1, 99)}`.toLowerCase(),
  url: (random) => `https://${from(LAST)(random).toLowerCase()}.example.com`,
  domainName: (random) => `${from(LAST)(random).toLowerCase()}.example.com`,
  city: from(CITIES),
  country: from(COUNTRIES),
  streetName: from(STREETS),
  streetAddress: (random) => `${random.integer(1, 200)} ${from(STREETS)(random)}`,
  zipCode: (random) => String(random.integer(10_000, 99_999)),
  companyName: from(COMPANIES),
  productName: from(PRODUCTS),
  phoneNumber: (random) => `+1-555-01${String(random.integer(0, 99)).padStart(2, "0")}`,
  number: (random) => `+1-555-01${String(random.integer(0, 99)).padStart(2, "0")}`,
  sentence: from(SENTENCES),
  paragraph: from(SENTENCES),
  word: from(PRODUCTS),
};

/** A text by the schema's `x-faker` (a path of faker's API, such as `name.firstName`); undefined for others. */
export function fakerText(schema: ObjectSchema, random: Random): string | undefined {
  const path = schema.extensions?.find(({ name }) => name === "x-faker")?.value;
  if (typeof path !== "string") return undefined;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const maker = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
  return maker?.(random);
}
