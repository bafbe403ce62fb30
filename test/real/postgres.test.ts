import { Client } from "pg";
import { describeWithPostgres } from "./describe-with-postgres";

describeWithPostgres("a real Postgres", (postgres) => {
  it("is the version the stages use, reached over TLS that was verified", async () => {
    const rows = await postgres().query<{ version: string; tls: boolean }>(
      postgres().superuser,
      "postgres",
      "SELECT current_setting('server_version') AS version, ssl AS tls FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
    );
    expect(rows).toEqual([{ version: expect.stringMatching(/^16\./) as string, tls: true }]);
  });

  it("lets nobody in without TLS", async () => {
    const { host, port, superuser } = postgres();
    const client = new Client({ host, port, ...superuser, database: "postgres", ssl: false });
    await expect(client.connect()).rejects.toThrow("no pg_hba.conf entry");
  });

  it("logs every statement", async () => {
    await postgres().query(postgres().superuser, "postgres", "SELECT 'seen in the log'");
    expect(postgres().log()).toContain("seen in the log");
  });
});
