import { refused, removed, settings } from "./complete";

const system = "ahava-healthcare";

describe("the record of a release", () => {
  const release = {
    version: "v1.4.2",
    deployedBy: "release pipeline",
    deployedAt: "2026-11-22T14:30:00Z",
    status: "deployed",
  };

  it("is required in production only", () => {
    expect(refused("production", { "ahava-healthcare/release": removed })).toEqual([
      {
        where: `${system}.release`,
        given: "nothing: the key is missing",
        allowed:
          "a mapping with the keys version, digest, deployedBy, deployedAt, status; production records every release (AH-GO-09..11)",
        fix: "add release:",
      },
    ]);
    expect(settings("staging").ahavaHealthcare.release).toBeUndefined();
  });

  it("is about the image", () => {
    expect(refused("staging", { "ahava-healthcare/release": { ...release, version: "v1.4.3" } })).toEqual([
      {
        where: `${system}.release.version`,
        given: '"v1.4.3"',
        allowed: "the tag of the image: v1.4.2 (AH-GO-11)",
        fix: "correct the outdated one",
      },
    ]);
    const byDigest = { "ahava-healthcare/image": `sha256:${"0".repeat(64)}`, "ahava-healthcare/release": release };
    expect(settings("staging", byDigest).ahavaHealthcare.release).toEqual(release);
  });

  it("says who and when", () => {
    const faulty = { version: "1.4.2", deployedBy: " ", deployedAt: "2026-11-22 14:30:00 +0000 UTC", status: "done" };
    expect(refused("production", { "ahava-healthcare/release": faulty })).toEqual([
      {
        where: `${system}.release.version`,
        given: '"1.4.2"',
        allowed: "a release tag vX.Y.Z, such as v1.4.2",
        fix: "write v1.4.2",
      },
      {
        where: `${system}.release.deployedBy`,
        given: '" "',
        allowed: "who deploys, in words",
        fix: "write an allowed value",
      },
      {
        where: `${system}.release.deployedAt`,
        given: '"2026-11-22 14:30:00 +0000 UTC"',
        allowed: 'a time in ISO 8601 with its offset, in quotes: "2026-11-22T14:30:00+02:00"',
        fix: "write it in quotes, with T between date and time and Z or +02:00 at the end",
      },
      {
        where: `${system}.release.status`,
        given: '"done"',
        allowed: "ready or in progress or deployed or verified (AH-GO-13)",
        fix: "write ready, in progress, deployed or verified",
      },
    ]);
  });

  it.each(["ready", "in progress", "deployed", "verified"] as const)("may have come to %s (AH-GO-13)", (status) => {
    const given = { ...release, status, deployedAt: "2000-01-01T00:00:00Z" };
    expect(settings("production", { "ahava-healthcare/release": given }).ahavaHealthcare.release?.status).toBe(status);
  });

  it("says in production how far it is (AH-GO-13)", () => {
    expect(refused("production", { "ahava-healthcare/release/status": removed })).toMatchObject([
      { where: `${system}.release.status`, given: "nothing: the key is missing" },
    ]);
  });

  it("is not verified before it is deployed (AH-GO-13)", () => {
    const planned = { ...release, deployedAt: "9999-01-01T00:00:00Z" };
    expect(refused("production", { "ahava-healthcare/release": { ...planned, status: "verified" } })).toEqual([
      {
        where: `${system}.release.status`,
        given: '"verified"',
        allowed: 'ready or "in progress" while deployedAt is in the future: 9999-01-01T00:00:00Z (AH-GO-13)',
        fix: "verify the deployment, or correct deployedAt",
      },
    ]);
    const ready = { "ahava-healthcare/release": { ...planned, status: "ready" } };
    expect(settings("production", ready).ahavaHealthcare.release?.status).toBe("ready");
  });
});
