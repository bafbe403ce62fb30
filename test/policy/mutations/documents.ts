import { inJson, within } from "./mutation";

type Document = Record<string, unknown>;
/** Every container of a task definition, changed. */
export const containers = (title: string, change: (container: Document) => Document) =>
  inJson<Document[]>(title, (list) => list.map(change));
/** Every container, with one property changed. */
export const container = (property: string, value: unknown) =>
  containers(`${property} ${value === undefined ? "absent" : JSON.stringify(value)}`, (one) => ({
    ...one,
    [property]: value,
  }));
/** A policy document with another statement. */
export const statement = (more: object) =>
  inJson<{ Statement: object[] }>(`with ${JSON.stringify(more)}`, (document) => ({
    ...document,
    Statement: [...document.Statement, { Effect: "Allow", ...more }],
  }));
/** A list of parameters with another value for one. */
export const parameter = (name: string, value: string) =>
  within<{ name: string; value: string }[]>(`${name}=${value}`, (list) =>
    list.map((one) => (one.name === name ? { ...one, value } : one)),
  );
export const without = (name: string) =>
  within<{ name: string }[]>(`without ${name}`, (list) => list.filter((one) => one.name !== name));
export const secretVariable = (name: string, value: string) =>
  containers(`with the variable ${name}`, (one) => ({
    ...one,
    environment: [...((one.environment as object[] | undefined) ?? []), { name, value }],
  }));
export const references = (title: string, change: (valueFrom: string) => string) =>
  containers(title, (one) => ({
    ...one,
    secrets: ((one.secrets as { valueFrom: string }[] | undefined) ?? []).map((secret) => ({
      ...secret,
      valueFrom: change(secret.valueFrom),
    })),
  }));
/** Every container with a variable. */
export const variable = secretVariable;
/** Every container without these variables, secret or plain. */
export const dropped = (...names: readonly string[]) =>
  containers(`without ${names.join(", ")}`, (one) => {
    const kept = (list: unknown) =>
      ((list as { name: string }[] | undefined) ?? []).filter(({ name }) => !names.includes(name));
    return { ...one, environment: kept(one.environment), secrets: kept(one.secrets) };
  });
/** Every container with another value of the variables whose name this matches. */
export const revalued = (name: RegExp, value: string) =>
  containers(`${name.source} = ${value}`, (one) => ({
    ...one,
    environment: ((one.environment as { name: string; value: string }[] | undefined) ?? []).map((entry) =>
      name.test(entry.name) ? { ...entry, value } : entry,
    ),
  }));
/** A text in the place of another. */
export const replaced = (title: string, change: (text: string) => string) => within<string>(title, change);
/** Every container with what one secret refers to in the place of what another does. */
export const sharing = (name: string, other: string) =>
  containers(`${other} from the place of ${name}`, (one) => {
    const list = (one.secrets as { name: string; valueFrom: string }[] | undefined) ?? [];
    const from = list.find((secret) => secret.name === name)?.valueFrom;
    return { ...one, secrets: list.map((secret) => (secret.name === other ? { ...secret, valueFrom: from } : secret)) };
  });
