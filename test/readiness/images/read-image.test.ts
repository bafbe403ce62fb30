import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { Header } from "tar";
import { mostJsonBytes } from "../../../readiness/images/archive";
import { NoImage } from "../../../readiness/images/configuration";
import { readImage } from "../../../readiness/images/read-image";

const config = { User: "1000:1000", Cmd: ["node"], Volumes: { "/tmp": {} } };
const configuration = JSON.stringify({
  os: "linux",
  architecture: "amd64",
  config,
  history: [{ created_by: "RUN x" }],
});
const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** A tar archive of these files. */
function tarOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const body = Buffer.from(content);
    const header = new Header({ path: name, size: body.length, type: "File", mode: 0o644, mtime: new Date(0) });
    const head = Buffer.alloc(512);
    header.encode(head);
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The files of an OCI layout: an index that leads to an index of platforms, with what attests the build. */
function layout(changed: Readonly<Record<string, string>> = {}): Record<string, string> {
  const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: digestOf(configuration) }, layers: [] });
  const attested = { digest: digestOf("no image"), platform: { os: "unknown", architecture: "unknown" } };
  const platforms = JSON.stringify({ manifests: [{ digest: digestOf(manifest) }, attested] });
  const blob = (text: string) => [`blobs/${digestOf(text).replace(":", "/")}`, text] as const;
  return {
    "oci-layout": '{"imageLayoutVersion":"1.0.0"}',
    "index.json": JSON.stringify({ manifests: [{ digest: digestOf(platforms) }] }),
    ...Object.fromEntries([blob(configuration), blob(manifest), blob(platforms)]),
    ...changed,
  };
}

const saved = (images = [{ Config: "abc.json", RepoTags: ["app:v1"], Layers: ["abc/layer.tar"] }]) => ({
  "abc/layer.tar": tarOf({ "etc/manifest.json": "[]" }),
  "abc.json": configuration,
  "manifest.json": JSON.stringify(images),
});

const streamed = (content: string | Buffer, size = 1000) => {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  return Readable.from(chunks, { objectMode: false });
};
const refusalOf = async (given: string | Readable) => {
  const error: unknown = await readImage(given).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(NoImage);
  return (error as NoImage).message;
};

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "image-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

describe("an image is read", () => {
  const inspection = JSON.stringify([{ Os: "linux", Architecture: "amd64", Config: config }]);

  it.each<[string, string | Buffer]>([
    ["what docker image inspect prints", inspection],
    ["the same behind a byte order mark", `\uFEFF${inspection}`],
    ["what skopeo inspect --config prints", configuration],
    ["a docker save archive", tarOf(saved())],
    ["a compressed docker save archive", gzipSync(tarOf(saved()))],
    ["an OCI layout in an archive", tarOf(layout())],
  ])("from %s, in pieces of any size", async (_, content) => {
    for (const size of [1, 511, 100_000]) {
      expect(await readImage(streamed(content, size))).toMatchObject({ user: "1000:1000", volumes: ["/tmp"] });
    }
  });

  it("from a file and from a folder with an OCI layout", async () => {
    const file = path.join(folder, "image.tar");
    fs.writeFileSync(file, tarOf(saved()));
    expect((await readImage(file)).history).toEqual(["RUN x"]);
    for (const [name, text] of Object.entries(layout())) {
      fs.mkdirSync(path.join(folder, "layout", path.dirname(name)), { recursive: true });
      fs.writeFileSync(path.join(folder, "layout", name), text);
    }
    expect((await readImage(path.join(folder, "layout"))).user).toBe("1000:1000");
  });

  it("though its layers are larger than every document", async () => {
    const layer = Buffer.alloc(mostJsonBytes + 1, "layer");
    expect((await readImage(streamed(tarOf({ "layer.tar": layer, ...saved() }), 65_536))).user).toBe("1000:1000");
  });
});

describe("what is no image is refused, with what to give instead", () => {
  const digest = digestOf(configuration);
  it.each<[string, string | Buffer, RegExp]>([
    ["nothing", "", /not JSON: it is empty/],
    ["text", "FROM node", /not JSON/],
    ["what npm prints before JSON", "> care-platform\n> node\n{}", /npm run --silent/],
    ["a list of images", "[{},{}]", /list of 2 images[^]*one image at a time/],
    ["an empty list", "[]", /list of 0 images/],
    ["a number", "7", /kind number/],
    ["null", "null", /kind null/],
    ["another object", '{"a":1}', /another kind/],
    ["the summary of skopeo", '{"Digest":"sha256:0","Layers":[]}', /skopeo inspect --config/],
    ["a manifest", '{"schemaVersion":2,"config":{}}', /a manifest/],
    ["a user that is a number", '[{"Os":"linux","Architecture":"amd64","Config":{"User":1000}}]', /Config\.User/],
    ["an environment that is an object", '{"os":"linux","architecture":"amd64","config":{"Env":{}}}', /config\.Env/],
    ["deep nesting", "[".repeat(200_000), /not JSON/],
    ["more than a document", `"${"x".repeat(mostJsonBytes)}"`, /more than \d+ bytes, and no archive/],
    [
      "an archive of two images",
      tarOf(
        saved([
          { Config: "abc.json", RepoTags: [], Layers: [] },
          { Config: "abc.json", RepoTags: [], Layers: [] },
        ]),
      ),
      /archive of 2 images/,
    ],
    [
      "an archive without its configuration",
      tarOf(saved([{ Config: "other.json", RepoTags: [], Layers: [] }])),
      /configuration is missing/,
    ],
    [
      "an archive of something else",
      tarOf({ "readme.txt": "hello" }),
      /neither a docker save archive nor an OCI layout/,
    ],
    ["half an archive", gzipSync(tarOf(saved())).subarray(0, 300), /cannot be read/],
    [
      "a layout with a changed configuration",
      tarOf(layout({ [`blobs/${digest.replace(":", "/")}`]: "{}" })),
      /was changed/,
    ],
    [
      "a layout whose index names a path",
      tarOf(layout({ "index.json": '{"manifests":[{"digest":"../../etc/passwd"}]}' })),
      /index of 0 images/,
    ],
  ])("%s", async (_, content, words) => {
    const message = await refusalOf(streamed(content, 65_536));
    expect(message).toMatch(words);
    expect(message).toMatch(/given {4}\S[^]*allowed {2}\S[^]*fix {6}\S/);
  });

  it("a layout that names a file outside its folder", async () => {
    const hostile = path.join(folder, "hostile");
    fs.mkdirSync(hostile);
    fs.writeFileSync(path.join(folder, "outside.json"), configuration);
    fs.writeFileSync(path.join(hostile, "manifest.json"), '[{"Config":"../outside.json"}]');
    expect(await refusalOf(hostile)).toMatch(/configuration is missing/);
  });

  it("any bytes and any JSON end as an image or with that refusal", async () => {
    const inputs = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(`[{"Os":"linux","Architecture":"amd64","Config":${text}}]`)),
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (content) => {
        const outcome: unknown = await readImage(streamed(content)).catch((error: unknown) => error);
        expect(outcome instanceof NoImage || !(outcome instanceof Error)).toBe(true);
      }),
    );
  });
});
