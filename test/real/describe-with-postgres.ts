import { describeWith } from "./describe-with";
import { startPostgres } from "./postgres";
import type { RealPostgres } from "./postgres";
import { postgresMissing } from "./postgres-program";

/**
 * The `describe` of tests that need a real Postgres.
 *
 *     describeWithPostgres("the drill", (postgres) => {
 *       it("logs in", async () => {
 *         const client = await postgres().connect(postgres().superuser, "postgres");
 */
export function describeWithPostgres(title: string, tests: (postgres: () => RealPostgres) => void): void {
  describeWith(title, { missing: postgresMissing(), start: startPostgres }, tests);
}
