-- The requests of wrk, and one line of JSON with the results.
--
--   get <path> [header ...]   the same GET again and again
--   ping <file> [bytes]       POSTs with this many bytes (200) to the checks whose ids are in the file, one a line
--
-- Of four pings, two report success without a run, one starts a run, and one ends the run that began 256 pings earlier.
-- Threads go through the checks from different positions.

local threads = 0
local request_of_mode

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local function get(args)
  local headers = { ["Host"] = "localhost" }
  for n = 3, #args do
    local name, value = args[n]:match("^([^:]+):%s*(.*)$")
    headers[name] = value
  end
  local request = wrk.format("GET", args[2], headers)
  return function() return request end
end

local function ping(args)
  local checks = {}
  for line in io.lines(args[2]) do checks[#checks + 1] = line end
  local bytes = tonumber(args[3] or "200")
  local body = string.rep("it went well, 0 errors\n", math.ceil(bytes / 23)):sub(1, bytes)
  local tail = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " .. bytes .. "\r\n\r\n" .. body
  local apart = 256
  local n = number * math.floor(#checks / 2)
  -- Run ids differ between executions of this script, because a run can end only once.
  math.randomseed(os.time() + number)
  local salt = math.random(0, 0xffff)
  local run = "?rid=%08x-%04x-4000-8000-%012x"
  return function()
    n = n + 1
    local kind, of = n % 4, n
    local path
    if kind == 1 then
      path = "/start" .. run:format(n, salt, number)
    elseif kind == 3 then
      of = n - 2 - apart
      path = run:format(of % 0x100000000, salt, number)
    else
      path = ""
    end
    return "POST /ping/" .. checks[of % #checks + 1] .. path .. tail
  end
end

function init(args)
  request_of_mode = args[1] == "ping" and ping(args) or get(args)
end

function request()
  return request_of_mode()
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "refused": %d, "failures": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f}\n',
    summary.requests, errors.status, errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
