import { refused, settings } from "./complete";

const system = "ahava-healthcare";

describe("the domain", () => {
  it.each([
    ["api.clinic.test", "write clinic.test: the program adds api. to it"],
    ["https://clinic.test", "write clinic.test"],
    ["Clinic.test", "write clinic.test"],
    ["clinic", "write an allowed value"],
    [`${"a".repeat(56)}.test`, "write an allowed value"],
  ])("may not be %s", (domain, fix) => {
    expect(refused("staging", { "ahava-healthcare/domain": domain })).toEqual([
      {
        where: `${system}.domain`,
        given: `"${domain}"`,
        allowed: "a domain name in lower case of at most 60 characters, without https:// and without api.",
        fix,
      },
    ]);
  });
});

describe("the image", () => {
  it.each(["v0.0.1", "v10.20.30", `sha256:${"0a".repeat(32)}`])("may be %s", (image) => {
    expect(settings("staging", { "ahava-healthcare/image": image }).ahavaHealthcare.image).toBe(image);
  });

  it.each([
    ["latest", 'use a release tag: "latest" may refer to another image later'],
    ["1.4.2", "write v1.4.2"],
    ["v1.4", "write a value such as v1.4.2"],
    ["v01.4.2", "write a value such as v1.4.2"],
    ["v1.4.2-rc.1", "write a value such as v1.4.2"],
    ["registry.clinic.test/api:v1.4.2", "write v1.4.2: the stage has its own repository"],
    [`sha256:${"0A".repeat(32)}`, `write sha256:${"0a".repeat(32)}`],
    ["sha256:0a", "write a value such as v1.4.2"],
  ])("may not be %s", (image, fix) => {
    expect(refused("staging", { "ahava-healthcare/image": image })).toEqual([
      {
        where: `${system}.image`,
        given: `"${image}"`,
        allowed: "a release tag vX.Y.Z, such as v1.4.2, or a digest sha256:<64 lower-case hexadecimal digits>",
        fix,
      },
    ]);
  });
});

describe("the services", () => {
  it("have CPU units that Fargate has", () => {
    expect(refused("staging", { "ahava-healthcare/worker/cpu": 3000 })).toEqual([
      {
        where: `${system}.worker.cpu`,
        given: "3000",
        allowed: "CPU units of Fargate: 256, 512, 1024, 2048, 4096, 8192, 16384",
        fix: "set it to 4096",
      },
    ]);
  });

  it("have memory that Fargate has with these CPU units", () => {
    expect(refused("staging", { "ahava-healthcare/api/memory": 3072 })).toEqual([
      {
        where: `${system}.api.memory`,
        given: "3072",
        allowed: "for 2048 CPU units on Fargate: 4096 to 16384 MiB in steps of 1024",
        fix: "change one of the two",
      },
    ]);
  });

  it("have 2 vCPU, 4 GB, 50 GB of disk and two tasks at least in production", () => {
    const api = { cpu: 1024, memory: 2048, minimumTasks: 1, maximumTasks: 2, ephemeralStorage: 49 };
    expect(refused("production", { "ahava-healthcare/api": api })).toEqual([
      {
        where: `${system}.api.cpu`,
        given: "1024",
        allowed: "CPU units of Fargate: 2048, 4096, 8192, 16384 (AH-INF-01, AH-INF-02)",
        fix: "set it to 2048",
      },
      {
        where: `${system}.api.memory`,
        given: "2048",
        allowed: "a whole number from 4096 to 122880 (MiB; AH-INF-01, AH-INF-02)",
        fix: "set it to 4096 or more",
      },
      {
        where: `${system}.api.minimumTasks`,
        given: "1",
        allowed: "a whole number from 2 to 5000 (tasks)",
        fix: "set it to 2 or more",
      },
      {
        where: `${system}.api.ephemeralStorage`,
        given: "49",
        allowed: "a whole number from 50 to 200 (GiB; AH-INF-03)",
        fix: "set it to 50 or more",
      },
    ]);
  });

  it("may grow, not shrink", () => {
    expect(refused("staging", { "ahava-healthcare/worker/minimumTasks": 3 })).toEqual([
      {
        where: `${system}.worker.maximumTasks`,
        given: "2",
        allowed: "at least minimumTasks (3)",
        fix: "increase it, or lower minimumTasks",
      },
    ]);
  });

  it("run whole tasks", () => {
    expect(refused("staging", { "ahava-healthcare/api/minimumTasks": 1.5 })).toMatchObject([
      { given: "1.5", allowed: "a whole number from 1 to 5000 (tasks)", fix: "write an allowed value" },
    ]);
  });
});

describe("the queues", () => {
  it.each([
    [[], "queues", "a list of one or more different queues"],
    [["a", "a"], "queues", "a list of one or more different queues"],
    [["mail:out"], "queues[0]", "the name of a queue: letters, digits, - and _"],
  ])("may not be %j", (queues, where, allowed) => {
    expect(refused("staging", { "ahava-healthcare/queues": queues })).toMatchObject([
      { where: `${system}.${where}`, allowed },
    ]);
  });
});

describe("the origins that may call the API", () => {
  it("may be more than the portals", () => {
    const corsOrigins = ["https://admin.clinic.test", "https://doctor.clinic.test", "https://kiosk.clinic.test"];
    expect(settings("staging", { "ahava-healthcare/corsOrigins": corsOrigins }).ahavaHealthcare.corsOrigins).toEqual(
      corsOrigins,
    );
  });

  it("include both portals", () => {
    expect(refused("staging", { "ahava-healthcare/corsOrigins": ["https://admin.clinic.test"] })).toEqual([
      {
        where: `${system}.corsOrigins`,
        given: '["https://admin.clinic.test"]',
        allowed: "origins that include https://admin.clinic.test and https://doctor.clinic.test (AH-VAR-15)",
        fix: "add https://doctor.clinic.test, or remove corsOrigins",
      },
    ]);
  });

  it.each([
    ["*", "write a value such as https://admin.clinic.test"],
    ["http://admin.clinic.test", "write https://admin.clinic.test"],
    ["https://*.clinic.test", "write a value such as https://admin.clinic.test"],
    ["https://admin.clinic.test/", "write https://admin.clinic.test"],
    ["https://admin.clinic.test/login", "write https://admin.clinic.test"],
  ])("may not include %s", (origin, fix) => {
    expect(refused("staging", { "ahava-healthcare/corsOrigins": [origin] })).toEqual([
      {
        where: `${system}.corsOrigins[0]`,
        given: `"${origin}"`,
        allowed: "an origin such as https://admin.clinic.test: https, no path, no trailing slash, no *",
        fix,
      },
    ]);
  });
});

describe("the lifetimes of a login", () => {
  it.each([
    ["accessLifetime", "9m", "10m to 20m", "C-03, DS-JWT-03", "set it to 10m or more"],
    ["accessLifetime", "1h", "10m to 20m", "C-03, DS-JWT-03", "set it to 20m or less"],
    ["accessLifetime", "15 minutes", "10m to 20m", "C-03, DS-JWT-03", "write an allowed value"],
    ["refreshLifetime", "8d", "1h to 7d", "AH-VAR-04", "set it to 7d or less"],
    ["refreshLifetime", "20m", "1h to 7d", "AH-VAR-04", "set it to 1h or more"],
  ])("refuse the %s %s", (key, value, range, because, fix) => {
    expect(refused("staging", { [`ahava-healthcare/tokens/${key}`]: value })).toEqual([
      {
        where: `${system}.tokens.${key}`,
        given: `"${value}"`,
        allowed: `a duration from ${range}, as a number and s, m, h or d (${because})`,
        fix,
      },
    ]);
  });

  it("may be written in another unit", () => {
    expect(settings("staging", { "ahava-healthcare/tokens/accessLifetime": "900s" }).ahavaHealthcare.tokens).toEqual({
      accessLifetime: "900s",
      refreshLifetime: "7d",
    });
  });
});

describe("the mail server", () => {
  it("is a host, spoken to on port 587, with a plain sender", () => {
    const smtp = { host: "https://smtp.clinic.test", port: 25, from: "Clinic <noreply@clinic.test>" };
    expect(refused("staging", { "ahava-healthcare/smtp": smtp })).toEqual([
      {
        where: `${system}.smtp.host`,
        given: '"https://smtp.clinic.test"',
        allowed: "a host name in lower case, without https:// and without a path",
        fix: "write smtp.clinic.test",
      },
      {
        where: `${system}.smtp.port`,
        given: "25",
        allowed: "587 (STARTTLS; AH-VAR-17)",
        fix: "set it to 587 or leave it out",
      },
      {
        where: `${system}.smtp.from`,
        given: '"Clinic <noreply@clinic.test>"',
        allowed: "one e-mail address, without a display name",
        fix: "write noreply@clinic.test",
      },
    ]);
  });
});

describe("the web firewall", () => {
  it("counts from ten requests on and blocks or counts", () => {
    expect(
      refused("staging", { "ahava-healthcare/webFirewall": { requestsPerTenMinutes: 5, mode: "off" } }),
    ).toMatchObject([
      { given: "5", allowed: "a whole number from 10 to 2000000000 (requests; AWS WAF, RateBasedStatement)" },
      { given: '"off"', allowed: "block or count" },
    ]);
  });

  it("lets larger bodies through below the paths that are named, and nowhere by default", () => {
    const paths = "ahava-healthcare/webFirewall/largeBodyPaths";
    expect(settings("staging").ahavaHealthcare.webFirewall).not.toHaveProperty("largeBodyPaths");
    expect(settings("staging", { [paths]: ["/api/v1/uploads"] }).ahavaHealthcare.webFirewall.largeBodyPaths).toEqual([
      "/api/v1/uploads",
    ]);
    expect(refused("staging", { [paths]: ["api/*"] })).toMatchObject([
      { given: '"api/*"', allowed: "a path prefix: / and up to 199 letters, digits and - _ . / ~" },
    ]);
  });
});
