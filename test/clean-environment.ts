import { isForeign } from "../rehearsal/engine/environment";

// A person's proxy, profile or engine option decides nothing about a test. What a test starts inherits this environment.
for (const name of Object.keys(process.env)) {
  if (isForeign(name)) Reflect.deleteProperty(process.env, name);
}
