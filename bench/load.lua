-- What wrk asks for: `run every path body path…`. GETs of the last paths in turn; of `every` so many requests the last is a POST of the body
-- to the first path, with NUMBER counted up in the body and an idempotency key of its own. 0: GETs alone.
local run, every, target, body, paths
local count, asked = 0, 0

function init(args)
  run, every, target, body = args[1], tonumber(args[2]), args[3], args[4]
  paths = { unpack(args, 5) }
  wrk.headers["Content-Type"] = "application/json"
  headers = {}
  for name, value in pairs(wrk.headers) do headers[name] = value end
end

function request()
  count = count + 1
  if every > 0 and count % every == 0 then
    headers["Idempotency-Key"] = run .. "-" .. count
    return wrk.format("POST", target, headers, (body:gsub("NUMBER", count)))
  end
  asked = asked % #paths + 1
  return wrk.format("GET", paths[asked])
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  local rate = summary.requests / summary.duration * 1e6
  io.stderr:write(string.format("%f %f %f %d", rate, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
