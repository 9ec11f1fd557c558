import { badValue, MongoError, typeMismatch } from '../errors'
import type { ExpiryMonitor } from '../process/expiry-monitor'
import { NUMBER_TYPES, typeName } from '../values/type-names'
import type { Doc } from '../values/values'
import { onlyAdmin } from './arguments'
import type { Command, CommandContext } from './command'
import { EVERYWHERE } from './command-fields'

interface Parameter {
  get(monitor: ExpiryMonitor): unknown
  set(monitor: ExpiryMonitor, value: unknown): void
}

/** The greatest delay of a timer, in seconds. */
const MAX_SLEEP = 2_147_483

/** https://www.mongodb.com/docs/manual/reference/parameters/: those that mean something here. */
const PARAMETERS: Readonly<Record<string, Parameter>> = {
  ttlMonitorEnabled: {
    get: ({ enabled }) => enabled,
    set(monitor, value) {
      if (typeof value !== 'boolean' && !NUMBER_TYPES.includes(typeName(value)))
        throw typeMismatch(`ttlMonitorEnabled must be a boolean, not ${typeName(value)}`)
      monitor.enabled = typeof value === 'boolean' ? value : Number(value) !== 0
    },
  },
  ttlMonitorSleepSecs: {
    get: ({ sleepSeconds }) => sleepSeconds,
    set(monitor, value) {
      if (!NUMBER_TYPES.includes(typeName(value)))
        throw badValue(`ttlMonitorSleepSecs must be a number, not ${typeName(value)}`)
      const seconds = Math.trunc(Number(value))
      if (!(seconds > 0))
        throw badValue(`Invalid value for parameter ttlMonitorSleepSecs: ${seconds} is not greater than 0`)
      monitor.sleepSeconds = Math.min(seconds, MAX_SLEEP)
    },
  },
}

export const parameterNames = () => Object.keys(PARAMETERS)

function* asked(command: Doc, verb: string): Generator<[string, Parameter | undefined]> {
  for (const name of Object.keys(command)) {
    if (name === verb || Object.hasOwn(EVERYWHERE, name)) continue
    yield [name, Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined]
  }
}

function monitorOf({ monitor }: CommandContext): ExpiryMonitor {
  if (!monitor) throw new MongoError(72, 'this server has no parameters')
  return monitor
}

const setParameter: Command = (command, context) => {
  onlyAdmin('setParameter', context)
  const monitor = monitorOf(context)
  const wanted = [...asked(command, 'setParameter')]
  if (wanted.length === 0) throw new MongoError(72, 'no option found to set, use help:true to see options ')
  const odd = wanted.find(([, parameter]) => parameter === undefined)
  if (odd)
    throw new MongoError(
      72,
      `attempted to set unrecognized parameter [${odd[0]}], use help:true to see options `,
    )
  const [first] = wanted
  const was = first?.[1]?.get(monitor)
  for (const [name, parameter] of wanted) parameter?.set(monitor, command[name])
  return { was, ok: 1 }
}

const getParameter: Command = (command, context) => {
  onlyAdmin('getParameter', context)
  const monitor = monitorOf(context)
  const names =
    command.getParameter === '*'
      ? parameterNames()
      : [...asked(command, 'getParameter')].flatMap(([name, known]) => (known ? [name] : []))
  if (names.length === 0) throw new MongoError(72, 'no option found to get')
  return { ...Object.fromEntries(names.map((name) => [name, PARAMETERS[name]?.get(monitor)])), ok: 1 }
}

export const parameterCommands: Record<string, Command> = { setParameter, getParameter }
