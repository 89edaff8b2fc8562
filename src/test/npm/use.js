// Uses two packages as their own pages show it, and prints what they got. ForeignClients reads that.
const { HealthChecksApiClient, HealthChecksPingClient } = require('healthchecks-io-client');
const { healthcheck } = require('healthchecks.io');

const site = process.env.SITE;

async function refused(call) {
  try {
    await call();
    return 0;
  } catch (error) {
    return error.statusCode;
  }
}

async function main() {
  const api = new HealthChecksApiClient({ baseUrl: site });
  const made = await api.createCheck({ name: 'nightly', tags: 'db prod', timeout: 3600, grace: 600 });
  const again = await api.createCheck({ name: 'nightly', grace: 900, unique: ['name'] });
  const uuid = made.ping_url.split('/').pop();

  const job = new HealthChecksPingClient({ uuid, baseUrl: `${site}/ping`, returnResponse: true });
  const answers = [await job.start(), await job.fail('disk full'), await job.success('three files')];

  const pinged = await api.getCheck(uuid);
  const tagged = await api.getChecks(['db', 'prod']);
  const untagged = await api.getChecks(['web']);
  const renamed = await api.updateCheck(uuid, { name: 'weekly', schedule: '15 5 * * 1', tz: 'Europe/Riga' });
  const paused = await api.pauseCheck(uuid);
  const integrations = await api.getIntegrations();
  const deleted = await api.deleteCheck(uuid);
  const gone = await refused(() => api.getCheck(uuid));
  const wrong = await refused(() => api.createCheck({ name: 'nobody hears', channels: 'no such channel' }));

  const heartbeat = await api.createCheck({ name: 'heartbeat' });
  const timer = healthcheck(heartbeat.ping_url, 30);
  let beating = heartbeat;
  for (const until = Date.now() + 10000; beating.n_pings === 0 && Date.now() < until; ) {
    beating = await api.getCheck(heartbeat.ping_url.split('/').pop());
  }
  timer.stop();

  console.log(JSON.stringify({
    made, again, answers, pinged, tagged, untagged, renamed, paused, integrations, deleted, gone, wrong, beating,
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
