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
