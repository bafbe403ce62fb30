import { Account } from "../../../rehearsal/account/account";
import { invokes } from "../../../rehearsal/account/invokes";
import { resourceType } from "../../../rehearsal/account/resource-type";
import type { ResourceTypes } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { asSecret, isSecret, isUnknown, unknownString } from "../../../rehearsal/account/wire";

interface ShelfArgs {
  name: string;
  size: number;
  material: { kind: string; colour: string };
  tags: Record<string, string>;
  code: string;
}
interface ShelfState extends ShelfArgs {
  arn: string;
  key: string;
  revision: string;
}
interface BookArgs {
  shelves: string[];
  title: string;
}

const types: ResourceTypes = {
  "test:library/shelf:Shelf": resourceType<ShelfArgs, ShelfState>({
    title: "Shelf",
    name: {
      property: "name",
      pattern: /[a-z-][a-z0-9-]*/,
      maxLength: 20,
      allowed: "up to 20 lower-case letters, digits and hyphens",
      taken: "ShelfAlreadyExists",
    },
    defaults: { size: 3 },
    computed: {
      arn: ({ name, arn }) => arn("library", `shelf/${name}`),
      revision: ({ hex }) => hex(8, "revision"),
    },
    generate: ({ hex }) => ({ key: hex(12, "key") }),
    generates: ["key"],
    recomputed: ["revision"],
    secretOutputs: ["key"],
    replaces: ["name", "material.kind"],
    refuses: ({ inputs }) =>
      (inputs.size ?? 0) > 10 ? { code: "ShelfTooLarge", message: `Size ${inputs.size} is above 10.` } : undefined,
    refusesDeletion: ({ size }) => (size === 7 ? { code: "ShelfLocked", message: "This shelf is locked." } : undefined),
    leaves: ({ name }) => [{ type: "test:library/shelf:Shelf#removed", id: name ?? "", state: { name } }],
    taggable: true,
  }),
  "test:library/book:Book": resourceType<BookArgs, BookArgs>({
    title: "Book",
    references: [
      {
        property: "shelves[]",
        to: "test:library/shelf:Shelf",
        by: ["id", "arn"],
        missing: "NoSuchShelf",
        inUse: "ShelfInUse",
        except: /^public-/,
      },
    ],
  }),
  "test:library/label:Label": resourceType<{ shelf: string }, { shelf: string }>({
    title: "Label",
    partOf: { property: "shelf", to: "test:library/shelf:Shelf", by: "id" },
  }),
};

const shelf = "test:library/shelf:Shelf";
const book = "test:library/book:Book";
const configuration = { region: "af-south-1", defaultTags: { stage: "staging" } };
const material = { kind: "oak", colour: "brown" };

function open(): Account {
  return new Account(new Store(), types, invokes);
}

function create(account: Account, type: string, inputs: Record<string, unknown>, preview = false) {
  return account.create(type, `urn:pulumi:s::p::${type}::x`, inputs as never, preview, configuration);
}

describe("a preview", () => {
  it("knows what the program gave and the defaults, and leaves everything computed unknown", () => {
    const { id, state } = create(open(), shelf, { name: "a", material }, true);

    expect(id).toBe("");
    expect(state).toMatchObject({ name: "a", material, size: 3 });
    expect(["arn", "key", "revision"].map((key) => isUnknown(state[key]))).toEqual([true, true, true]);
  });

  it("keeps nothing", () => {
    const account = open();
    create(account, shelf, { name: "a", material }, true);

    expect(account.store.size).toBe(0);
  });

  it("of an update leaves what each update computes anew unknown and keeps the rest", () => {
    const account = open();
    const { id, state } = create(account, shelf, { name: "a", material });
    const inputs = { name: "a", material };
    const next = account.update(shelf, "urn", id, state, inputs, { ...inputs, size: 4 }, true, configuration);

    expect(isUnknown(next.revision)).toBe(true);
    expect(next.arn).toBe(state.arn);
    expect(next.size).toBe(4);
  });
});

describe("creating", () => {
  it("computes outputs in the vendor's shapes and marks the secret ones", () => {
    const { id, state } = create(open(), shelf, { name: "a", material });

    expect(id).toBe("a");
    expect(state.arn).toBe("arn:aws:library:af-south-1:000000000000:shelf/a");
    expect(isSecret(state.key)).toBe(true);
  });

  it("keeps a secret input secret in the state and out of the store", () => {
    const account = open();
    const { state } = create(account, shelf, { name: "a", material, code: asSecret("opensesame") });

    expect(isSecret(state.code)).toBe(true);
    expect(JSON.stringify(account.store.list())).not.toContain("opensesame");
  });

  it.each([
    ["a name that is taken", shelf, { name: "a", material }, "ShelfAlreadyExists"],
    ["a reference to nothing", book, { shelves: ["a", "b"] }, 'NoSuchShelf: The Shelf "b" in shelves[] does not exist'],
    ["what the type itself refuses", shelf, { name: "b", material, size: 11 }, "ShelfTooLarge: Size 11 is above 10."],
  ])("refuses %s", (_, type, inputs, message) => {
    const account = open();
    create(account, shelf, { name: "a", material });

    expect(() => create(account, type, inputs)).toThrow(message);
  });

  it("accepts a reference by any of the target's names and one the vendor owns", () => {
    const account = open();
    const { state } = create(account, shelf, { name: "a", material });

    expect(() => create(account, book, { shelves: ["a", state.arn, "public-shelf"] })).not.toThrow();
  });

  it("refuses an unknown type and names the file to extend", () => {
    expect(() => create(open(), "aws:rds/fridge:Fridge", {})).toThrow(
      "The simulated account does not model the resource type aws:rds/fridge:Fridge. " +
        "Describe it in rehearsal/account/types/rds.ts",
    );
  });
});

describe("checking", () => {
  const check = (inputs: object, olds: object = {}) =>
    open().check(shelf, "my-shelf", olds as never, inputs as never, "0123456789", configuration);

  it("names what the program leaves unnamed, and says that it did", () => {
    expect(check({ material }).inputs).toMatchObject({ name: "my-shelf-0123456", __defaults: ["name"] });
  });

  it("keeps the name it once chose, but not one that the program took back", () => {
    const olds = { name: "my-shelf-7777777", __defaults: ["name"] };

    expect(check({ material }, olds).inputs).toMatchObject({ name: "my-shelf-7777777" });
    expect(check({ material }, { name: "given" }).inputs).toMatchObject({ name: "my-shelf-0123456" });
  });

  it("merges the provider's default tags with the resource's own", () => {
    expect(check({ material, tags: { owner: "x" } }).inputs.tagsAll).toEqual({ stage: "staging", owner: "x" });
  });

  it.each([
    ["too long", "a".repeat(21)],
    ["malformed", "Upper"],
  ])("refuses a name that is %s, with what is allowed", (_, name) => {
    expect(check({ name, material }).failures).toEqual([
      { property: "name", reason: expect.stringContaining("allowed: up to 20 lower-case letters") as string },
    ]);
  });

  it("does not judge a name it cannot know yet", () => {
    expect(check({ name: unknownString }).failures).toEqual([]);
  });
});

describe("comparing", () => {
  const inputs = { name: "a", material, code: asSecret("one") };
  const diff = (news: object, ignore: string[] = []) => open().diff(shelf, inputs, news as never, ignore);

  it("finds nothing when only the order of keys differs", () => {
    const { changes } = diff({ code: asSecret("one"), material: { colour: "brown", kind: "oak" }, name: "a" });

    expect(changes).toEqual([]);
  });

  it.each([
    ["an ordinary change", { ...inputs, size: 5 }, { property: "size", kind: "add", replaces: false }],
    ["a changed secret", { ...inputs, code: asSecret("two") }, { property: "code", kind: "update", replaces: false }],
    ["a removed input", { name: "a", material }, { property: "code", kind: "delete", replaces: false }],
    ["a new name", { ...inputs, name: "b" }, { property: "name", kind: "update", replaces: true }],
    [
      "a part that replaces",
      { ...inputs, material: { ...material, kind: "pine" } },
      { property: "material", kind: "update", replaces: true },
    ],
    [
      "a part that does not",
      { ...inputs, material: { ...material, colour: "red" } },
      { property: "material", kind: "update", replaces: false },
    ],
    ["an unknown value", { ...inputs, name: unknownString }, { property: "name", kind: "update", replaces: true }],
  ])("sees %s", (_, news, change) => {
    expect(diff(news).changes).toEqual([change]);
  });

  it("leaves ignored properties out", () => {
    expect(diff({ ...inputs, size: 9 }, ["size"]).changes).toEqual([]);
  });

  it("deletes first when the replacement carries the same name, and not when the account chose it", () => {
    const replaced = { ...inputs, material: { ...material, kind: "pine" } };

    expect(diff(replaced).deleteBeforeReplace).toBe(true);
    expect(diff({ ...replaced, __defaults: ["name"] }).deleteBeforeReplace).toBe(false);
  });
});

describe("deleting", () => {
  it("refuses what is in use and says by what", () => {
    const account = open();
    create(account, shelf, { name: "a", material });
    const { id } = create(account, book, { shelves: ["a"] });

    expect(() => {
      account.delete(shelf, "a", configuration);
    }).toThrow(`ShelfInUse: a is in use by Book ${id}.`);
    account.delete(book, id, configuration);
    account.delete(shelf, "a", configuration);
    expect(account.store.size).toBe(0);
  });

  it("refuses what the resource holds against it", () => {
    const account = open();
    create(account, shelf, { name: "a", material, size: 7 });

    expect(() => {
      account.delete(shelf, "a", configuration);
    }).toThrow("ShelfLocked: This shelf is locked.");
  });

  it("takes the parts along and leaves behind what the vendor keeps, which rules can see and nobody counts", () => {
    const account = open();
    create(account, shelf, { name: "a", material });
    create(account, "test:library/label:Label", { shelf: "a" });
    account.delete(shelf, "a", configuration);

    expect(account.store.size).toBe(0);
    expect(account.view(configuration).find(`${shelf}#removed`, "name", "a")).toBeDefined();
  });

  it("is content with what is gone already", () => {
    expect(() => {
      open().delete(shelf, "gone", configuration);
    }).not.toThrow();
  });
});
