// Credentials of known vendors and database URLs are recognised by their form, regardless of the name.

/** Placeholders of a password: `${PASSWORD}`, `$(PASSWORD)`, `{{password}}`, `<password>`, `***`. */
const filledIn = String.raw`(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{?[^}]*\}\}?|<[^>]*>|\*+)@`;
/** A password in a connection string: up to the next separator, or in quotes; no variable. */
const written = String.raw`(?:[^;\s'"$<{*]{4,}|'[^'$<{*]{4,}')`;
const anyPassword = "(?:password|pwd|Password|Pwd|PWD)";
const anyHost = String.raw`(?:host|[Ss]erver|Data Source|User Id|uid|dbname)`;

/** URLs with a password or a token in them, and the connection strings of libpq, ODBC, JDBC, Go and Azure. */
const connections: readonly string[] = [
  String.raw`^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:(?!${filledIn})[^/\s@]+@`,
  String.raw`[?&](?:access_token|refresh_token|client_secret|api_?key|secret|password|passwd|token|sig|X-Amz-Signature)=(?=[^&\s]*\d)[\w+/.~%-]{12,}`,
  String.raw`^(?:jdbc:|postgres|mysql|mongodb|redis|amqp)\S*[?&;](?:password|pwd)=(?![$<{*%])[^&;\s]{4,}`,
  String.raw`^[^\s:@/]+:(?!${filledIn})[^\s@/]+@(?:tcp|unix)\(`,
  String.raw`\b${anyHost}\s*=.{0,400}[;\s]${anyPassword}\s*=\s*${written}`,
  String.raw`(?:^|[;\s])${anyPassword}\s*=\s*${written}.{0,400}[;\s]${anyHost}\s*=`,
  String.raw`\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}`,
];

/** Headers that carry a credential, and lines of a password file: `admin:$apr1$…`. */
const carriers: readonly string[] = [
  String.raw`\b(?:Bearer|Basic)\s+(?=\S*\d)[A-Za-z0-9+/._~=-]{16,}`,
  String.raw`\w:\$(?:apr1|2[aby]|5|6)\$[./A-Za-z0-9$=]{20,}`,
];

/**
 * Key files, signed tokens, and the vendors' prefixes of keys. The forms
 * that are not in the checklists are from gitleaks (config/gitleaks.toml at 009e025).
 */
const made: readonly string[] = [
  "-----BEGIN [A-Z ]*PRIVATE KEY-----",
  String.raw`\bAGE-SECRET-KEY-1[0-9A-Z]{58}`,
  String.raw`\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.`,
  // AWS, Google, DigitalOcean
  String.raw`\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
  String.raw`\bAIza[\w-]{35}`,
  String.raw`\bGOCSPX-[\w-]{28}`,
  String.raw`\bdo[opr]_v1_[0-9a-f]{64}`,
  // Paystack, Stripe, Shopify, Square
  String.raw`\b[sr]k_(live|test)_\w+`,
  String.raw`\bwhsec_[A-Za-z0-9]{16,}`,
  String.raw`\bshp(at|ca|pa|ss)_[0-9a-fA-F]{32}`,
  String.raw`\bsq0(csp|atp)-[\w-]{22,}`,
  // SendGrid, Mailgun, Twilio, Slack, Telegram
  String.raw`\bSG\.[\w-]{16,}\.[\w-]{16,}`,
  String.raw`(?<![\w-])key-[0-9a-f]{32}\b`,
  String.raw`\bSK[0-9a-f]{32}\b`,
  String.raw`\bxox[abeprs]-[\w-]{10,}`,
  String.raw`\bhooks\.slack\.com\/services\/\w+\/\w+\/\w+`,
  String.raw`\b\d{8,10}:AA[\w-]{33}(?![\w-])`,
  // GitHub, GitLab, npm, PyPI, Docker, Atlassian
  String.raw`\bgh[pousr]_[A-Za-z0-9]{36}`,
  String.raw`\bgithub_pat_\w{22,}`,
  String.raw`\bglpat-[\w-]{20}`,
  String.raw`\bnpm_[A-Za-z0-9]{36}`,
  String.raw`\bpypi-AgE[\w-]{50,}`,
  String.raw`\bdckr_pat_[\w-]{27}`,
  String.raw`\bATATT3[\w=-]{40,}`,
  // HashiCorp, Pulumi, Databricks, Grafana, New Relic
  String.raw`\bhv[sbr]\.[\w-]{20,}`,
  String.raw`(?<![\w-])pul-[0-9a-f]{40}\b`,
  String.raw`\bdapi[0-9a-f]{32}\b`,
  String.raw`\bgl(sa|c)_[A-Za-z0-9+/=_]{32,}`,
  String.raw`\bNRAK-[A-Z0-9]{27}\b`,
  // OpenAI, Anthropic, Hugging Face
  String.raw`(?<![\w-])sk-(?:proj-|svcacct-|admin-|ant-(?:api|admin)\d\d-)[\w-]{20,}`,
  String.raw`(?<![\w-])sk-[A-Za-z0-9]{48}\b`,
  String.raw`\bhf_[A-Za-z]{30,}`,
];

const forms = new RegExp([...connections, ...carriers, ...made].join("|"));

/** Whether a text contains a credential of a known form: a vendor's key, a connection string, a URL with a password. */
export function hasKnownForm(text: string): boolean {
  return forms.test(text) || (text.includes("://") && text.split(/[\s"'<>,;=]+/).some((word) => forms.test(word)));
}
