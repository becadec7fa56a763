/** Where our verdict differs from the recorded one, by the id of the case, with the argument. */
export const disagreements: Readonly<Record<string, string>> = {
  "oasdiff-81ec21f71a":
    "The whole `enum` of a request body goes, and any string is accepted: a superset of the three values that were. " +
    "The recorded check counts values that the list no longer names, without asking whether there is a list.",
  "oasdiff-2f01d37d62":
    "`{type: string, enum: [alpha, beta]}` becomes `oneOf: [string, integer]`: both old values are strings and are " +
    "accepted still. Nothing that a client could send is refused.",
  "oasdiff-e4b746f087":
    "The pattern comes to a property that is `readOnly`, in a request. Such a property is not sent in requests " +
    "(OpenAPI 3.0, Schema Object); in the response, where it travels, the change narrows what clients get. The same " +
    "tool rates the other keywords of read-only request properties `info`.",
  "oaidiff-3d8f4da6a4":
    "A response whose media type had no schema gets one: an object was among the anything that could come before. " +
    "Clients are promised more than they were.",
  "oaidiff-2eaaca287f":
    "`int32` becomes `int64` in a request: every 32-bit integer is a 64-bit one. The recorded hard cases say the same " +
    "of this very change.",
};
