/** What ElastiCache takes for one of its parameters. */
export interface CacheParameter {
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** What the whole text must look like. */
  readonly pattern?: RegExp;
  /** Set where ElastiCache lets nobody change it. */
  readonly fixed?: true;
}

/** Where it is said; no package has the list. */
export const cacheParametersSource = 'ElastiCache guide, "Engine specific parameters"';

const yesOrNo: CacheParameter = { values: ["yes", "no"] };
const count: CacheParameter = { min: 0 };
const free: CacheParameter = {};
const fixed: CacheParameter = { fixed: true };

/** The parameters that all families from Redis 5.0 on have. */
const common: Readonly<Record<string, CacheParameter>> = {
  "active-defrag-cycle-max": { min: 1, max: 75 },
  "active-defrag-cycle-min": { min: 1, max: 75 },
  "active-defrag-ignore-bytes": { min: 10_485_760, max: 104_857_600 },
  "active-defrag-max-scan-fields": { min: 1, max: 1_000_000 },
  "active-defrag-threshold-lower": { min: 1, max: 100 },
  "active-defrag-threshold-upper": { min: 1, max: 100 },
  activedefrag: yesOrNo,
  activerehashing: yesOrNo,
  appendfsync: fixed,
  appendonly: fixed,
  "client-output-buffer-limit-normal-hard-limit": count,
  "client-output-buffer-limit-normal-soft-limit": count,
  "client-output-buffer-limit-normal-soft-seconds": count,
  "client-output-buffer-limit-pubsub-hard-limit": count,
  "client-output-buffer-limit-pubsub-soft-limit": count,
  "client-output-buffer-limit-pubsub-soft-seconds": count,
  "client-output-buffer-limit-replica-hard-limit": fixed,
  "client-output-buffer-limit-replica-soft-limit": fixed,
  "client-output-buffer-limit-replica-soft-seconds": fixed,
  "client-query-buffer-limit": { min: 1_048_576, max: 1_073_741_824 },
  "close-on-replica-write": yesOrNo,
  "cluster-enabled": yesOrNo,
  "cluster-require-full-coverage": yesOrNo,
  databases: count,
  "hll-sparse-max-bytes": count,
  "lazyfree-lazy-eviction": yesOrNo,
  "lazyfree-lazy-expire": yesOrNo,
  "lazyfree-lazy-server-del": yesOrNo,
  "lfu-decay-time": count,
  "lfu-log-factor": { min: 1 },
  "list-compress-depth": count,
  "lua-time-limit": fixed,
  maxclients: fixed,
  "maxmemory-policy": {
    values: [
      ...["allkeys-lfu", "allkeys-lru", "allkeys-random", "noeviction"],
      ...["volatile-lfu", "volatile-lru", "volatile-random", "volatile-ttl"],
    ],
  },
  "maxmemory-samples": { min: 1 },
  "min-replicas-max-lag": count,
  "min-replicas-to-write": count,
  // Each letter is a kind of event (Redis documentation, "Redis keyspace notifications").
  "notify-keyspace-events": { pattern: /[AKEglshzxetdmn$]*/ },
  "proto-max-bulk-len": { min: 1_048_576, max: 536_870_912 },
  "rename-commands": free,
  "repl-backlog-size": { min: 16_384 },
  "repl-backlog-ttl": count,
  "replica-allow-chaining": fixed,
  "replica-ignore-maxmemory": fixed,
  "replica-lazy-flush": fixed,
  "reserved-memory": count,
  "reserved-memory-percent": { min: 0, max: 100 },
  "set-max-intset-entries": count,
  "slowlog-log-slower-than": { min: -1 },
  "slowlog-max-len": count,
  "stream-node-max-bytes": count,
  "stream-node-max-entries": count,
  "tcp-keepalive": count,
  timeout: count,
};

const ziplists: Readonly<Record<string, CacheParameter>> = {
  "hash-max-ziplist-entries": count,
  "hash-max-ziplist-value": count,
  "list-max-ziplist-size": free,
  "zset-max-ziplist-entries": count,
  "zset-max-ziplist-value": count,
};

const ofRedis6: Readonly<Record<string, CacheParameter>> = {
  "acl-pubsub-default": { values: ["resetchannels", "allchannels"] },
  "acllog-max-len": count,
  "active-expire-effort": { min: 1, max: 10 },
  "cluster-allow-reads-when-down": yesOrNo,
  "lazyfree-lazy-user-del": yesOrNo,
  "tracking-table-max-keys": count,
};

const ofRedis7: Readonly<Record<string, CacheParameter>> = {
  activerehashing: fixed,
  "cluster-allow-pubsubshard-when-down": yesOrNo,
  "cluster-preferred-endpoint-type": { values: ["ip", "tls-dynamic"] },
  "hash-max-listpack-entries": count,
  "hash-max-listpack-value": count,
  "latency-tracking": yesOrNo,
  "zset-max-listpack-entries": count,
  "zset-max-listpack-value": count,
};

const ofValkey8: Readonly<Record<string, CacheParameter>> = {
  "commandlog-large-reply-max-len": { min: 0, max: 1024 },
  "commandlog-large-request-max-len": { min: 0, max: 1024 },
  "commandlog-reply-larger-than": { min: -1 },
  "commandlog-request-larger-than": { min: -1 },
  "extended-redis-compatibility": yesOrNo,
  "maxmemory-samples": { min: 1, max: 64 },
  "search-default-timeout-ms": { min: 1, max: 60_000 },
  "search-enable-partial-results": yesOrNo,
  "search-fanout-target-mode": { values: ["client", "throughput"] },
};

const redis7 = { ...common, ...ofRedis6, ...ofRedis7 };
const removedInValkey8 = /^(lazyfree-lazy-|replica-lazy-flush$)/;
const valkey8 = {
  ...Object.fromEntries(Object.entries(redis7).filter(([name]) => !removedInValkey8.test(name))),
  ...ofValkey8,
};

/** The parameters of the families that are offered still, by name. */
export const cacheParameters: Readonly<Record<string, Readonly<Record<string, CacheParameter>>>> = {
  "redis5.0": { ...common, ...ziplists, "lua-replicate-commands": yesOrNo },
  "redis6.x": { ...common, ...ziplists, ...ofRedis6 },
  redis7,
  valkey7: redis7,
  valkey8,
  valkey9: { ...valkey8, "cluster-databases": fixed },
};
