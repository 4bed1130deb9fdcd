import type { TestCase } from '../shape.ts'

type Fault = TestCase['fault']

/** Both directions of each pair, inserted before other rules. Run on every host of one side; `OTHER_SIDE` lists the addresses of the other. */
export const cut: Fault = {
  tool: 'iptables',
  commands: [
    `for other in $OTHER_SIDE; do iptables -I INPUT 1 -s "$other" -j DROP; iptables -I OUTPUT 1 -d "$other" -j DROP; done`,
  ],
  undo: [
    `for other in $OTHER_SIDE; do iptables -D INPUT -s "$other" -j DROP; iptables -D OUTPUT -d "$other" -j DROP; done`,
  ],
}

/** One direction only: this host no longer hears the other, which still hears it. */
export const oneWay: Fault = {
  tool: 'iptables',
  commands: [`iptables -I INPUT 1 -s "$OTHER" -j DROP`],
  undo: [`iptables -D INPUT -s "$OTHER" -j DROP`],
}

/** Look-ups of names get no answer; links between nodes stay. */
export const noLookUps: Fault = {
  tool: 'iptables',
  commands: [
    'iptables -I OUTPUT 1 -p udp --dport 53 -j DROP',
    'iptables -I OUTPUT 1 -p tcp --dport 53 -j DROP',
  ],
  undo: ['iptables -D OUTPUT -p udp --dport 53 -j DROP', 'iptables -D OUTPUT -p tcp --dport 53 -j DROP'],
}

/** The process stands still and its connections stay open, as in a long pause. */
export const paused: Fault = {
  tool: 'kill',
  commands: ['kill -STOP "$BEAM_PID"'],
  undo: ['kill -CONT "$BEAM_PID"'],
}

export const restart: Fault = {
  tool: 'kill',
  commands: ['kill -TERM "$BEAM_PID"'],
  undo: ['start the release again as it is deployed'],
}

/** The clock of one host of staging is set 2 s ahead, and stepped back. */
export const clockAhead: Fault = {
  tool: 'chrony',
  commands: ['systemctl stop chronyd', `date -s "$(date -d '+2 seconds' --iso-8601=ns)"`],
  undo: ['systemctl start chronyd', 'chronyc waitsync 30 0.1 || chronyc makestep', 'chronyc -c tracking'],
}

/** Packets are late and some are lost, on the interface that carries the distribution. */
export const slowNetwork: Fault = {
  tool: 'tc',
  commands: ['tc qdisc add dev "$INTERFACE" root netem delay 200ms 50ms loss 5%'],
  undo: ['tc qdisc del dev "$INTERFACE" root'],
}

/**
 * Holds and drops both streams of the connection to a service until the toxics are removed. The program must connect to
 * the proxy; one toxic alone would cut one direction.
 * @param port of the service on its host, and of the proxy one in front of it
 */
export function heldService(name: string, port: number): Fault {
  const api = 'localhost:8474'
  const toxic = (stream: string, id: string) =>
    `curl -s -XPOST ${api}/proxies/${name}/toxics -d '{"name":"${id}","type":"timeout","stream":"${stream}","attributes":{"timeout":0}}'`
  return {
    tool: 'toxiproxy',
    commands: [
      `curl -s -XPOST ${api}/proxies -d '{"name":"${name}","listen":"127.0.0.1:2${port}","upstream":"127.0.0.1:${port}"}'`,
      toxic('downstream', 'cut_down'),
      toxic('upstream', 'cut_up'),
    ],
    undo: [
      `curl -s -XDELETE ${api}/proxies/${name}/toxics/cut_down`,
      `curl -s -XDELETE ${api}/proxies/${name}/toxics/cut_up`,
      `curl -s -XDELETE ${api}/proxies/${name}`,
    ],
  }
}

export const noFault: Fault = { tool: 'none', commands: [], undo: [] }
