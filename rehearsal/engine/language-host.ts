import { spawn } from "node:child_process";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import emptyProtobuf from "google-protobuf/google/protobuf/empty_pb";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import language from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";

// The engine's own host for Node.js programs is a part of the official release only. This one does the part of its work
// that a program and a policy pack need, with the same runners of the SDK, so that plain `pulumi preview` and `pulumi up`
// work with an engine that was built from its module.

/** The exit code by which the SDK's runner says that the person has already been told what went wrong. */
const alreadyReported = 32;

const engineAddress =
  process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith("-"))
    .at(-1) ?? "";

/** The SDK's runner for `kind`, from the project's own packages. */
function runner(kind: "run" | "run-policy-pack" | "run-plugin", directory: string): string {
  return require.resolve(`@pulumi/pulumi/cmd/${kind}`, { paths: [directory, __dirname] });
}

/** The Node.js arguments of `runtime.options.nodeargs` in Pulumi.yaml. */
function nodeArguments(options: Record<string, unknown>): string[] {
  const given = options.nodeargs;
  return typeof given === "string" ? given.split(/\s+/).filter(Boolean) : [];
}

/** What the SDK's runners are started with: they end with this process. */
const endWithParent = ["--require", path.join(__dirname, "end-with-parent.cjs")];

function optionsOf(info: language.ProgramInfo | undefined): Record<string, unknown> {
  return info?.getOptions()?.toJavaScript() ?? {};
}

function run(request: language.RunRequest): Promise<language.RunResponse> {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(info);
  const flags: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
    ...(request.getDryrun() && { "dry-run": "true" }),
  };
  const args = [
    ...endWithParent,
    ...nodeArguments(options),
    runner("run", directory),
    ...Object.entries(flags).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
    info?.getEntryPoint() ?? request.getProgram(),
    ...request.getArgsList(),
  ];
  const child = spawn(process.execPath, args, {
    cwd: directory,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      ...(options.typescript !== false && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    },
  });
  return new Promise((resolve) => {
    const response = new language.RunResponse();
    child.on("error", (error) => {
      response.setError(error.message);
      resolve(response);
    });
    child.on("close", (code) => {
      if (code === alreadyReported) response.setBail(true);
      else if (code !== 0) response.setError(`the program ended with exit code ${code ?? "unknown"}`);
      resolve(response);
    });
  });
}

/** `NAME=value` entries as an object. */
function environmentOf(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const end = entry.indexOf("=");
      return [entry.slice(0, end), entry.slice(end + 1)] as const;
    }),
  );
}

/** Runs a plugin written in JavaScript, such as a policy pack, and passes on what it prints. */
function runPlugin(call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>): void {
  const request = call.request;
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const kind = request.getKind() === "analyzer" ? "run-policy-pack" : "run-plugin";
  const args = [
    ...endWithParent,
    ...nodeArguments(optionsOf(info)),
    runner(kind, directory),
    ...request.getArgsList(),
    directory,
  ];
  const child = spawn(process.execPath, args, {
    cwd: request.getPwd(),
    env: {
      ...process.env,
      ...environmentOf(request.getEnvList()),
    },
  });
  const send = (fill: (response: language.RunPluginResponse) => void): void => {
    const response = new language.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  child.stdout.on("data", (data: Buffer) => {
    send((response) => {
      response.setStdout(data);
    });
  });
  child.stderr.on("data", (data: Buffer) => {
    send((response) => {
      response.setStderr(data);
    });
  });
  child.on("error", (error) => call.destroy(error));
  child.on("close", (code) => {
    send((response) => {
      response.setExitcode(code ?? 1);
    });
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

function unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>) {
  return (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>): void => {
    Promise.resolve(answer(call.request)).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback({ code: grpc.status.INTERNAL, details: error instanceof Error ? error.message : String(error) });
      },
    );
  };
}

// An engine that is killed takes nobody with it.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit(1);
}, 500);

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: unary(() => new language.LanguageHandshakeResponse()),
  getPluginInfo: unary(() => {
    const info = new plugin.PluginInfo();
    info.setVersion("1.0.0");
    return info;
  }),
  getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
  getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
  about: unary(() => {
    const about = new language.AboutResponse();
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
    return about;
  }),
  getProgramDependencies: unary(() => new language.GetProgramDependenciesResponse()),
  runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
  cancel: unary(() => new emptyProtobuf.Empty()),
  run: unary(run),
  runPlugin,
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // The engine reads the port from the first line of standard output.
  process.stdout.write(`${port}\n`);
});
