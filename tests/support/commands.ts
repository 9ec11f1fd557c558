import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from 'mongoose'

export interface Counted<T> {
  answer: T
  /** Each command with its collection, in the order they were sent: `find notices`. */
  commands: string[]
}

/** Counts what is sent to the database while something is done; the connection was opened with `monitorCommands`. */
export function commandCounter(connection: Connection) {
  const client = connection.getClient()
  let sent: string[] = []
  let open = 0
  const ended = () => {
    open -= 1
  }
  client.on('commandStarted', ({ commandName, command }) => {
    open += 1
    const of = command[commandName] ?? ''
    sent.push(`${commandName} ${typeof of === 'string' ? of : (command.collection ?? '')}`)
  })
  client.on('commandSucceeded', ended)
  client.on('commandFailed', ended)
  return async <T>(act: () => Promise<T>): Promise<Counted<T>> => {
    sent = []
    const answer = await act()
    // What was begun without being waited for belongs to it as well.
    while (open > 0) await delay(1)
    const commands = sent
    sent = []
    return { answer, commands }
  }
}
