import { StorageError } from '@hutang/embedded-db'
import type { Connection } from 'mongoose'

const STATE = 'transfer_state'
const SOURCE = ' source'

interface StateDoc {
  _id: string
  from?: string
  copied?: number
}

/** Where an interrupted transfer goes on: a collection of the target, removed at its end. */
export class TransferState {
  readonly #target: Connection

  private constructor(target: Connection) {
    this.#target = target
  }

  static is = (name: string): boolean => name === STATE

  /** The state of this very transfer; a target that holds anything else is refused. */
  static async open(target: Connection, from: string): Promise<TransferState> {
    const state = new TransferState(target)
    const mark = await state.#documents.findOne({ _id: SOURCE })
    if (mark === null) {
      const filled = await filledCollections(target)
      if (filled.length > 0) {
        throw new StorageError(
          'TRANSFER_TARGET_FILLED',
          `目标数据库 ${target.name} 里已经有数据（${filled.join('、')}），没有写入任何内容；请换一个空的库。`,
        )
      }
      await state.#documents.insertOne({ _id: SOURCE, from })
    } else if (mark.from !== from) {
      throw new StorageError(
        'TRANSFER_OTHER_SOURCE',
        `目标数据库 ${target.name} 里有一次没有搬完的数据，来自 ${mark.from}，不是 ${from}；请换一个空的库。`,
      )
    }
    return state
  }

  async copied(collection: string): Promise<number> {
    return (await this.#documents.findOne({ _id: collection }))?.copied ?? 0
  }

  async tell(collection: string, copied: number): Promise<void> {
    await this.#documents.updateOne({ _id: collection }, { $set: { copied } }, { upsert: true })
  }

  async finish(): Promise<void> {
    await this.#documents.drop()
  }

  get #documents() {
    return this.#target.getClient().db(this.#target.name).collection<StateDoc>(STATE)
  }
}

/** Whether a transfer into this database has not come to its end. */
export const isHalfMoved = async (connection: Connection): Promise<boolean> =>
  (await connection.listCollections()).some(({ name }) => name === STATE)

async function filledCollections(target: Connection): Promise<string[]> {
  const database = target.getClient().db(target.name)
  const filled: string[] = []
  for (const { name } of await target.listCollections()) {
    if (name.startsWith('system.') || name === STATE) continue
    if ((await database.collection(name).findOne({})) !== null) filled.push(name)
  }
  return filled
}
