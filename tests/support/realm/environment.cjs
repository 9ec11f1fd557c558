const { ModernFakeTimers } = require('@jest/fake-timers')
const { ModuleMocker } = require('jest-mock')

const matchersKey = Symbol.for('$$jest-matchers-object')

/**
 * Tests run in the worker's own realm, not in a context of their own: looking up a global in a context costs a call, and
 * libraries loaded once could not be handed in. What a file leaves on the globals is put back when it has ended.
 */
module.exports = class OneRealm {
  constructor({ projectConfig }) {
    this.putBack = [globalsAsTheyAre(), processAsItIs()]
    this.global = globalThis
    this.moduleMocker = new ModuleMocker(globalThis)
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose()
    for (const putBack of this.putBack) putBack()
    forgetMatchers()
    this.global = null
  }

  getVmContext() {
    return null
  }
}

function globalsAsTheyAre() {
  const before = Object.getOwnPropertyDescriptors(globalThis)
  const keys = new Set(Reflect.ownKeys(before))
  return () => {
    for (const key of Reflect.ownKeys(globalThis)) {
      if (!keys.has(key) && Object.getOwnPropertyDescriptor(globalThis, key)?.configurable) {
        delete globalThis[key]
      }
    }
    for (const key of keys) {
      const now = Object.getOwnPropertyDescriptor(globalThis, key)
      const was = before[key]
      if (now && now.value === was.value && now.get === was.get) continue
      Object.defineProperty(globalThis, key, was)
    }
  }
}

function processAsItIs() {
  const env = { ...process.env }
  const { exit } = process
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]))
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
    for (const [name, value] of Object.entries(env))
      if (process.env[name] !== value) process.env[name] = value
    process.exit = exit
    for (const name of process.eventNames()) {
      const known = listeners.get(name) ?? []
      for (const one of process.rawListeners(name))
        if (!known.includes(one)) process.removeListener(name, one)
    }
  }
}

/** Jest keeps its matchers' state on a global that cannot be taken away. */
function forgetMatchers() {
  const kept = globalThis[matchersKey]
  if (!kept) return
  kept.customEqualityTesters = []
  kept.matchers = Object.create(null)
  kept.state = {
    assertionCalls: 0,
    expectedAssertionsNumber: null,
    isExpectingAssertions: false,
    numPassingAsserts: 0,
    suppressedErrors: [],
  }
}
