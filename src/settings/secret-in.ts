/** The secret that a text of the settings holds, in words; undefined where none is seen. */
export function secretIn(text: string): string | undefined {
  return FORMS.find(({ form }) => form.test(text))?.name;
}

/** Forms that nothing but a secret has: guesses by names alone would refuse honest settings. */
const FORMS: readonly { readonly form: RegExp; readonly name: string }[] = [
  { form: /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s:]*:[^/?#@\s]+@/i, name: "a password" },
  { form: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, name: "an AWS access key" },
  { form: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, name: "a private key" },
  { form: /\bgh[opsu]_[0-9A-Za-z]{36}/, name: "a GitHub token" },
];
