import {
  type ContextOf,
  data,
  flag,
  group,
  list,
  printed,
  text,
} from "../../templates/context-shape.js";

const groups = list("The operations, by the member of the client that holds them.", {
  name: text("`client`, or `client.` and the member."),
  description: text("What the description says of the group; its first paragraph."),
  operations: list("The operations of the group, in the order of the description.", {
    name: text("The name of the method and of the function."),
    key: text("Method and path: `GET /pets/{petId}`."),
    summary: text("What it is for: the summary, else the description's first paragraph."),
    deprecated: flag("Whether it is deprecated or will end."),
    state: text("`Deprecated` or `Going away`; empty for an operation that stays."),
    sunset: text("The day on which it ends."),
    signature: text("Its name, request and result as TypeScript."),
    call: printed("A call that compiles, for a code block; empty where none can be made up."),
    requestType: text("The type of its request."),
    members: list("The members of its request.", {
      name: text("The name of the member."),
      in: text("Where it travels: `path`, `query`, `header`, `cookie`, `body`."),
      wireName: text("Its name on the wire, where that is another."),
      required: flag("Whether it has to be given."),
      deprecated: flag("Whether it is deprecated."),
      type: text("Its type."),
      description: text("What the description says of it; the first paragraph."),
    }),
    errorsType: text("The type of its errors."),
    errors: list("Its errors.", {
      status: text("`404`, `4XX`, `default`."),
      type: text("The type of the body."),
    }),
  }),
});

const title = text("The title of the API.");
const client = text("The name of the client class.");

/** What `README.md` is made of. */
export const readmeShape = {
  package: group("The package.", {
    name: printed("Its name."),
    version: printed("Its version."),
    description: text("Its description."),
    license: text("Its licence."),
    repository: text("The URL of its repository."),
  }),
  title,
  client,
  sections: list("The sections that gw-gen writes, in their order.", {
    id: text(
      "`install`, `use`, `errors`, `pages`, `streams`, `options`, `reference`, `query`, `webhooks` or `socket`.",
    ),
    title: text("Its title."),
    body: printed("What it says."),
  }),
  groups,
};

/** What `reference.md` is made of. */
export const referenceShape = { title, client, groups };

/** What `package.json` is made of. */
export const packageShape = {
  name: text("The name of the package."),
  version: text("Its version."),
  description: text("Its description."),
  author: text("Its author."),
  license: text("Its licence."),
  repository: text("The URL of its repository."),
  registry: text("The registry that it is published to."),
  exports: data("Its entry points."),
  scripts: data("Its scripts: `build`, `prepack`, and `test` where it has tests."),
  devDependencies: data("What its build needs: `typescript`."),
};

/** What the head of a module is made of. */
export const headerShape = {
  package: group("The package.", {
    name: text("Its name."),
    version: text("Its version."),
    license: text("Its licence."),
  }),
  title,
  module: text("The path of the module below `src/`."),
};

/** The values of `README.md`. */
export type ReadmeContext = ContextOf<typeof readmeShape>;
/** The values of `reference.md`. */
export type ReferenceContext = ContextOf<typeof referenceShape>;
/** The operations by group. */
export type GroupContext = ReferenceContext["groups"][number];
/** One operation of a group. */
export type OperationContext = GroupContext["operations"][number];
/** The values of `package.json`. */
export type PackageContext = ContextOf<typeof packageShape>;
/** The values of the head of a module. */
export type HeaderContext = ContextOf<typeof headerShape>;
