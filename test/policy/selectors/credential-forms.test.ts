import { hasKnownForm } from "../../../policy/selectors/secrets/credential-forms";

/** Parts of a credential, put together here: no scanner shall take this page for a leak. */
const made = (...parts: readonly string[]): string => parts.join("");
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const hexadecimal = "0123456789abcdef0123456789abcdef";
const word = "correct-horse";

it.each([
  ["libpq", `host=db user=app password=${word}`],
  ["libpq with quotes", `host='db' password='correct horse' user=app`],
  ["libpq, the password first", `password=${word} host=db`],
  ["ODBC", `Server=db;User Id=app;Password=${word};`],
  ["JDBC", `jdbc:postgresql://db/app?user=app&password=${word}`],
  ["Go", `app:${word}@tcp(db:3306)/app`],
  ["a URL in a sentence", `Ask postgres://app:${word}@db/app for it`],
  ["Azure", made("AccountName=a;AccountKey=", letters, "0123456789==")],
  ["a header", made("Bearer ", hexadecimal)],
  ["a password file", made("admin:$", "apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/")],
  ["a token in a query", `http://localhost/health?token=${hexadecimal}`],
  ["age", made("AGE-SECRET-", "KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE")],
  ["Mailgun", made("key", "-", hexadecimal)],
  ["Twilio", made("S", "K", hexadecimal)],
  ["Telegram", made("123456789", ":AA", letters.slice(0, 33))],
  ["DigitalOcean", made("dop_", "v1_", hexadecimal, hexadecimal)],
  ["Shopify", made("shp", "at_", hexadecimal)],
  ["Pulumi", made("pul", "-", hexadecimal, "01234567")],
  ["Databricks", made("da", "pi", hexadecimal)],
  ["Vault", made("hv", "s.", letters)],
  ["Docker", made("dckr_", "pat_", letters.slice(0, 27))],
  ["OpenAI", made("s", "k-proj-0", letters)],
  ["Anthropic", made("s", "k-ant-api03-", letters)],
  ["Hugging Face", made("h", "f_", letters.slice(0, 34))],
])("knows a credential of %s by its form", (_, text) => {
  expect(hasKnownForm(text)).toBe(true);
});

it.each([
  "host=db user=app dbname=app",
  "host=db password=${DB_PASSWORD}",
  "Server=db;Password=<password>;User Id=app",
  "jdbc:postgresql://db/app?user=app&password=${PASSWORD}",
  "https://app.example.org/reset?token={token}",
  "Basic authentication, then Bearer tokens",
  "arn:aws:secretsmanager:eu-west-1:000000000000:secret:a",
  "postgres://{user}:{password}@{host}/app",
  "sk-learn and key-value stores",
  "2026-11-29T12:00:00Z",
])("takes %s for none", (text) => {
  expect(hasKnownForm(text)).toBe(false);
});
