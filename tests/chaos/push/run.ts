import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Acts } from './acts'
import { Arrivals } from './arrived'
import { Asking } from './asking'
import { type MachineClock, machineClock } from './clock'
import { type Happening, happenings, type Wildness } from './events'
import { Faults } from './faults'
import { Grants } from './grants'
import { isRight, judge, type Verdict } from './judge'
import { Ledger } from './ledger'
import { Model } from './model'
import { freePort, type Place, Processes } from './processes'
import { randomBy } from './random'
import { comeToRest } from './rest'
import { tellAll } from './tell'
import { aimAt, settingsOf, startVendors, type Vendors } from './vendors'
import { whyAll } from './why'
import { firstSchedule, seed, village, withAccounts } from './world'

export interface Options extends Wildness {
  seed: number
  events: number
  say?: (line: string) => void
  /** No more events: it comes to its end, and to its verdict. */
  stopped?: () => boolean
  /** Just these, in place of random ones. */
  list?: readonly Happening[]
  /** The data folder stays. */
  keep?: boolean
}

export interface Result extends Verdict {
  right: boolean
  happened: number
  kills: number
  faults: number
  simulatedDays: number
  refused: ReadonlyMap<string, number>
  /** What decided those outcomes that are not as predicted. */
  why: readonly string[]
}

/** Friday 22 November 2030, 10:00 in Shanghai: the database deletes what has expired by the real clock. */
const begin = new Date('2030-11-22T02:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute

export async function chaos(options: Options): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'hc-'))
  const clock = machineClock(join(folder, 'clock'), begin)
  const vendors = await startVendors(clock)
  const dataDir = join(folder, 'data')
  const port = await freePort()
  const processes = new Processes(settingsOf(vendors, { dataDir, clockFile: clock.file, port }))
  const ledger = new Ledger(dataDir)
  try {
    return await new Run(options, { clock, vendors, processes, ledger, port }).whole()
  } catch (error) {
    options.say?.(processes.output().slice(-6000))
    throw error
  } finally {
    await ledger.close()
    await processes.stop()
    await vendors.close()
    clock.close()
    if (options.keep) options.say?.(`kept: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

interface Parts {
  clock: MachineClock
  vendors: Vendors
  processes: Processes
  ledger: Ledger
  port: number
}

class Run {
  #options: Options
  #parts: Parts
  #model: Model
  #acts: Acts
  #arrivals: Arrivals
  #faults: Faults
  #grants: Grants
  #schedules

  constructor(options: Options, parts: Parts) {
    this.#options = options
    this.#parts = parts
    const random = randomBy(options.seed)
    this.#schedules = new Map(withAccounts.map(({ id }) => [id, firstSchedule(random)]))
    const usual = { ...firstSchedule(random), frequency: 'daily' as const, hour: '18:30' }
    this.#model = new Model(village, this.#schedules, usual)
    const url = `http://127.0.0.1:${parts.port}`
    const asking = new Asking(url, parts.clock, () => this.#bringBack('web'))
    this.#acts = new Acts(asking, this.#model, () => this.#now())
    this.#arrivals = new Arrivals(parts.vendors)
    this.#faults = new Faults(parts.vendors)
    this.#grants = new Grants(parts)
  }

  #now = () => this.#parts.clock.now().getTime()

  async whole(): Promise<Result> {
    const { processes, ledger, vendors, port } = this.#parts
    await processes.start('db')
    await seed(await ledger.models(), new Date(this.#now()), this.#schedules)
    await processes.startMissing()
    aimAt(vendors, `http://127.0.0.1:${port}`)
    await this.#grants.fill()
    for (const { id } of withAccounts)
      await this.#acts.act({ kind: 'follow', person: id, scopes: [0.01, 0.4] })
    const { seed: by, events, list } = this.#options
    const all = list ?? happenings(by, events, this.#options)
    for (const [n, what] of all.entries()) {
      if (this.#options.stopped?.()) break
      this.#happened = n + 1
      this.#options.say?.(`${n} ${new Date(this.#now()).toISOString()} ${JSON.stringify(what)}`)
      await this.#happen(what)
    }
    await this.#end()
    return this.#verdict()
  }

  #happened = 0

  async #happen(what: Happening): Promise<void> {
    if (what.kind === 'jump') {
      // Whoever is told "not now" again and again is refused for good, which is another story.
      await this.#faults.endLasting()
      return this.#jump(what.ms)
    }
    if (what.kind === 'fault') return this.#faults.arm(what.fault)
    if (what.kind === 'kill') return this.#kill(what.place)
    if (what.kind === 'rest') return this.#rest()
    if (what.kind === 'grant') return this.#grants.give(what.person, what.times)
    await this.#acts.act(what)
  }

  /** Calls that were under way count: their answers may come too late. */
  async #jump(ms: number): Promise<void> {
    const { clock, ledger } = this.#parts
    const since = new Date(this.#now() - minute)
    const before = await ledger.underWay(since)
    clock.jump(ms)
    this.#model.moved(this.#now(), ms)
    const after = await ledger.underWay(since)
    for (const one of after.unknown) if (!before.unknown.has(one)) this.#inFlight.add(one)
    for (const one of [...before.sending, ...after.sending]) this.#inFlight.add(one)
  }

  /** Calls whose answer may come to nobody, or too late. */
  #inFlight = new Set<string>()

  async #kill(place: Place | 'holder'): Promise<void> {
    const { processes } = this.#parts
    // Two at least go on alone.
    if (processes.count < 4) await processes.startMissing()
    await processes.kill(place === 'holder' ? processes.holder : place)
    for (const one of (await this.#parts.ledger.underWay(new Date(this.#now()))).sending)
      this.#inFlight.add(one)
  }

  async #bringBack(place: Place): Promise<void> {
    const { processes } = this.#parts
    if (!processes.isUp(place)) await processes.start(place)
  }

  async #rest(): Promise<void> {
    await this.#parts.processes.startMissing()
    const now = await comeToRest({
      ...this.#parts,
      faults: this.#faults,
      jump: (ms) => this.#jump(ms),
      say: this.#options.say,
    })
    this.#close(now)
    await this.#faults.calm()
    await this.#grants.fill()
  }

  /** Calls whose answer was spoiled, by what the vendors know. */
  #spoiled(): number {
    const broken = Object.values(this.#parts.vendors.gates).reduce((sum, gate) => sum + gate.broken, 0)
    return this.#arrivals.faults() + this.#faults.lettersUnsure + broken
  }

  /** Everything that was due by now has had its end. */
  #close(now: Date): void {
    const refused = this.#arrivals.readOn(now).filter(({ state }) => state === 'no')
    const missed = [
      ...refused.map(({ person }) => person),
      ...this.#grants.ranOut(this.#spoiled() + this.#inFlight.size),
    ]
    for (const person of new Set(missed)) this.#model.mayMiss(person, now.getTime())
    this.#model.rest(now.getTime())
  }

  /** Days go by until nobody has anything to wait for. */
  async #end(): Promise<void> {
    await this.#rest()
    // A daily, a weekly, and a weekly that keeps its days from the one before; at three in the afternoon nobody sleeps.
    for (const days of [1, 8, 8]) {
      const today = this.#now() - ((this.#now() + 8 * 3_600_000) % day)
      await this.#jump(today + days * day + 15 * 3_600_000 - this.#now())
      await this.#rest()
    }
  }

  async #verdict(): Promise<Result> {
    const { ledger, processes } = this.#parts
    // Not before the end: a call that nobody waits for any more is still answered.
    await delay(1000)
    this.#arrivals.readOn(this.#parts.clock.now())
    const faults = this.#spoiled()
    const verdict = judge({
      model: this.#model,
      came: this.#arrivals.all,
      said: await ledger.said(),
      mostUnknown: faults + this.#inFlight.size,
      unknown: await ledger.unknown(),
      withoutGrant: this.#arrivals.withoutGrant,
    })
    for (const place of processes.ended) verdict.wrong.push(`${place} has ended by itself`)
    const why = await whyAll({ ledger, model: this.#model }, verdict.wrong)
    const { say } = this.#options
    if (verdict.wrong.length > 0 && say) {
      await tellAll({ ledger, say, model: this.#model, came: this.#arrivals.all }, verdict.wrong)
      say(processes.output().slice(-3000))
    }
    return {
      ...verdict,
      right: isRight(verdict),
      happened: this.#happened,
      kills: processes.kills,
      faults,
      simulatedDays: Math.round((this.#now() - begin.getTime()) / day),
      refused: this.#acts.refused,
      why,
    }
  }
}
