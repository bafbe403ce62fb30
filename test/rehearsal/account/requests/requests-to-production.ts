import type { WebRequest } from "../../../../rehearsal/account/requests/request";

export const doctor = "https://api.production.doctor.rehearsal.test";
export const ahava = "https://api.production.ahava.rehearsal.test";
export const med = "https://production.med.rehearsal.test";
export const site = "https://app.production.doctor.rehearsal.test";

const ahavaApi = "container api, port 4000, of the service production-ahava-healthcare-api";
export const doctorApi = "container api, port 8080, of the service production-doctor-system-api";
const medApi = "container api, port 8081, of the service production-med-platform-api";

/** What a request does, its method and address, what else is particular to it, and who answers. */
export const requestsToProduction: readonly (readonly [string, string, string, Partial<WebRequest>, string])[] = [
  ["reaches ahava-healthcare", "GET", `${ahava}/health`, {}, ahavaApi],
  [
    "opens a WebSocket",
    "GET",
    `${ahava}/socket.io/?transport=websocket`,
    {
      headers: new Map([
        ["user-agent", "test"],
        ["upgrade", "websocket"],
      ]),
    },
    ahavaApi,
  ],
  ["asks for CORS", "OPTIONS", `${ahava}/api/v1/appointments`, {}, ahavaApi],
  ["does not see metrics", "GET", `${ahava}/metrics`, {}, "404 by load balancer production-ahava-healthcare"],
  [
    "does not see metrics below",
    "GET",
    `${ahava}/metrics/queues`,
    {},
    "404 by load balancer production-ahava-healthcare",
  ],
  [
    "is redirected to HTTPS",
    "GET",
    "http://api.production.ahava.rehearsal.test/health",
    {},
    "301 by load balancer production-ahava-healthcare",
  ],
  ["finds no internal port", "GET", `${ahava}:4000/health`, {}, "nothing: the connection is refused"],
  ["has an unknown name", "GET", "https://nothing.rehearsal.test/", {}, "nothing: the name does not exist"],
  ["is one too many", "GET", `${ahava}/health`, { requests: 2001 }, "429 by web ACL ahava-healthcare-firewall-acl"],
  ["is the last one allowed", "GET", `${ahava}/health`, { requests: 2000 }, ahavaApi],
  [
    "injects SQL",
    "POST",
    `${ahava}/api/v1/notes`,
    { matches: ["SQLi_BODY"] },
    "403 by web ACL ahava-healthcare-firewall-acl",
  ],
  [
    "has no user agent",
    "GET",
    `${ahava}/health`,
    { headers: new Map() },
    "403 by web ACL ahava-healthcare-firewall-acl",
  ],
  [
    "is Paystack's, with an angle bracket in a customer's name",
    "POST",
    `${ahava}/api/webhooks/paystack`,
    { bodySize: 20_000, matches: ["CrossSiteScripting_BODY", "HostingProviderIPList"] },
    ahavaApi,
  ],
  ["is Paystack's busy hour", "POST", `${ahava}/api/webhooks/paystack`, { requests: 5000 }, ahavaApi],
  [
    "is Paystack's, far too often",
    "POST",
    `${ahava}/api/webhooks/paystack`,
    { requests: 6001 },
    "429 by web ACL ahava-healthcare-firewall-acl",
  ],
  [
    "is Twilio's, with an apostrophe in a message",
    "POST",
    `${med}/api/v1/webhooks/twilio`,
    { matches: ["SQLi_BODY", "HostingProviderIPList"] },
    medApi,
  ],
  [
    "is a batch of SendGrid's events",
    "POST",
    `${med}/api/v1/webhooks/sendgrid`,
    { bodySize: 500_000, requests: 3000 },
    medApi,
  ],
  ["comes from a hosting provider", "POST", `${ahava}/api/v1/notes`, { matches: ["HostingProviderIPList"] }, ahavaApi],
  ["is WhatsApp's handshake", "GET", `${doctor}/api/v1/whatsapp/webhook?hub.mode=subscribe`, {}, doctorApi],
  [
    "is WhatsApp's, with a patient's apostrophe",
    "POST",
    `${doctor}/api/v1/whatsapp/webhook`,
    { bodySize: 30_000, matches: ["SQLi_BODY", "CrossSiteScripting_BODY"] },
    doctorApi,
  ],
  ["is WhatsApp's busy hour", "POST", `${doctor}/api/v1/whatsapp/webhook`, { requests: 5000 }, doctorApi],
  [
    "has a large body elsewhere",
    "POST",
    `${doctor}/api/v1/notes`,
    { bodySize: 8193 },
    "403 by web ACL doctor-system-firewall-acl",
  ],
  ["has a body of 8 KiB", "POST", `${doctor}/api/v1/notes`, { bodySize: 8192 }, doctorApi],
  [
    "looks like the webhook's path",
    "POST",
    `${doctor}/api/v1/whatsapp/webhook/../notes`,
    { matches: ["SQLi_BODY"] },
    "403 by web ACL doctor-system-firewall-acl",
  ],
  [
    "opens the site",
    "GET",
    `${site}/`,
    {},
    "the file /index.html in the bucket production-doctor-system-app-files-000000000000",
  ],
  [
    "opens a page of the site",
    "GET",
    `${site}/patients/7`,
    {},
    "the file /index.html in the bucket production-doctor-system-app-files-000000000000",
  ],
  [
    "loads a script",
    "GET",
    `${site}/assets/app.js`,
    {},
    "the file /assets/app.js in the bucket production-doctor-system-app-files-000000000000",
  ],
  ["posts to the site", "POST", `${site}/`, {}, `403 by distribution ${new URL(site).hostname}`],
  ["reaches med-platform through CloudFront", "POST", `${med}/api/v1/visits`, {}, medApi],
  ["asks med-platform's health", "GET", `${med}/health`, {}, medApi],
  [
    "opens the admin site",
    "GET",
    `${med}/users`,
    {},
    "the file /index.html in the bucket production-med-platform-admin-files-000000000000",
  ],
  ["does not see med-platform's metrics", "GET", `${med}/metrics`, {}, `404 by distribution ${new URL(med).hostname}`],
  ["does not see them when encoded", "GET", `${med}/%6Detrics`, {}, `404 by distribution ${new URL(med).hostname}`],
  [
    "is redirected by CloudFront",
    "GET",
    "http://production.med.rehearsal.test/",
    {},
    `301 by distribution ${new URL(med).hostname}`,
  ],
  [
    "signs in too often",
    "POST",
    `${med}/api/auth/login`,
    { requests: 101 },
    "429 by web ACL med-platform-admin-firewall-acl",
  ],
  [
    "writes another client's address",
    "POST",
    `${med}/api/v1/visits`,
    {
      headers: new Map([
        ["user-agent", "test"],
        ["x-forwarded-for", "198.51.100.1"],
      ]),
      requests: 2000,
    },
    medApi,
  ],
];
