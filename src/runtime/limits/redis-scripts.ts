/*
 * Scripts run by Redis, one at a time, so that no two processes see the same state. Numbers travel with all of their
 * digits: the arithmetic is that of the store in memory. Keys end by themselves once they say nothing any more.
 */

/** Takes a token: KEYS bucket; ARGV rate, burst, now in milliseconds. 1 when there was one. */
export const TAKE_TOKEN = `
local rate, burst, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call("HMGET", KEYS[1], "tokens", "at")
local tokens, at = tonumber(known[1]) or burst, tonumber(known[2]) or now
tokens = math.min(burst, tokens + math.max(0, now - at) * rate / 1000)
at = math.max(at, now)
local taken = 0
if tokens >= 1 - 1e-9 then
  tokens = tokens - 1
  taken = 1
end
redis.call("HSET", KEYS[1], "tokens", string.format("%.17g", tokens), "at", string.format("%.17g", at))
local full = 86400000
if rate > 0 then full = math.min(full, math.ceil(burst / rate * 1000)) end
redis.call("PEXPIRE", KEYS[1], full + 60000)
return taken
`;

/** Counts in a window: KEYS window; ARGV limit, now, until. 1 when it was counted, 0 when the limit is reached. */
export const COUNT = `
local limit, now, ends = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call("HMGET", KEYS[1], "count", "until")
local count, last = tonumber(known[1]) or 0, tonumber(known[2]) or 0
if last <= now then
  count = 0
  last = ends
end
if count >= limit then return 0 end
redis.call("HSET", KEYS[1], "count", count + 1, "until", string.format("%.17g", last))
redis.call("PEXPIRE", KEYS[1], math.min(2678400000, math.max(0, last - now)) + 60000)
return 1
`;
