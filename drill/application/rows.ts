import { createHash, randomUUID } from "node:crypto";
import { Client, Pool } from "pg";
import type { Ciphertexts } from "./ciphertexts";
import { required } from "./environment";

/** Keeps texts as they are, for an application that encrypts nothing. */
export const plainTexts: Pick<Ciphertexts, "encrypt" | "decrypt"> = {
  encrypt: (text) => text,
  decrypt: (text) => text,
};

/** The rows of an application in Postgres. */
export class Rows {
  private readonly pool: Pool;

  constructor(private readonly texts: Pick<Ciphertexts, "encrypt" | "decrypt">) {
    this.pool = new Pool({ connectionString: required("DATABASE_URL"), max: 2 });
    // A session the server ends is replaced by another at the next query, or that one fails and is counted.
    this.pool.on("error", () => undefined);
  }

  /** Logs in on a connection of its own. */
  async logIn(): Promise<void> {
    const client = new Client({ connectionString: required("DATABASE_URL") });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("SELECT 1");
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Writes a row and returns its id. */
  async write(): Promise<number> {
    const text = `patient ${randomUUID()}`;
    const { rows } = await this.pool.query<{ id: string }>(
      "INSERT INTO records (body, digest) VALUES ($1, $2) RETURNING id",
      [this.texts.encrypt(text), digestOf(text)],
    );
    return Number(rows[0]?.id);
  }

  /** Reads a row and compares it with the written one. */
  async read(id: number): Promise<void> {
    const { rows } = await this.pool.query<{ body: string; digest: string }>(
      "SELECT body, digest FROM records WHERE id = $1",
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no row ${id}`);
    if (digestOf(this.texts.decrypt(row.body)) !== row.digest)
      throw new Error(`row ${id} differs from the written row`);
  }

  /** Re-encrypts every row of the previous generation; returns how many are left. */
  async reencrypt({ previous }: Pick<Ciphertexts, "previous">): Promise<number> {
    if (previous === undefined) return 0;
    const prefix = `${previous}.%`;
    const { rows } = await this.pool.query<{ id: string; body: string }>(
      "SELECT id, body FROM records WHERE body LIKE $1",
      [prefix],
    );
    for (const { id, body } of rows) {
      const anew = this.texts.encrypt(this.texts.decrypt(body));
      // Only if it has not changed meanwhile.
      await this.pool.query("UPDATE records SET body = $1 WHERE id = $2 AND body = $3", [anew, id, body]);
    }
    const left = await this.pool.query<{ count: number }>(
      "SELECT count(*)::integer AS count FROM records WHERE body LIKE $1",
      [prefix],
    );
    return left.rows[0]?.count ?? 0;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
