import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { DeliveryDoc } from '../../server/src/features/push/push.model'
import { announceNotice } from '../support/builders'
import { minute, pushRig, type Rig, SEND } from './push-rig'

let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const erase = async (id: string) => {
  for (const { takedown } of rig.deps.features) await takedown?.erase?.(rig.deps, { kind: 'notice', id })
}

function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

/** What is told of it, and to wang, who has had it. */
async function takeDown(): Promise<void> {
  const { Notice } = rig.deps.models
  const at = rig.clock.now()
  const taken = await Notice.findByIdAndUpdate('n1', { state: 'takenDown' }, { returnDocument: 'after' })
  if (!taken) throw new Error('no notice')
  await announceNotice(rig.deps.models, taken.toObject(), at, { kind: 'takenDown', scopes: [] })
}

const titles = (person: string) =>
  rig.phone(person).map(({ fields }) => fields.find(({ key }) => key === 'thing2')?.value)

describe('what is taken down', () => {
  beforeEach(async () => {
    await rig.follower('wang', 4)
    await rig.publish('n1', 1, { title: '写着姓名的标题' })
    await rig.engine().runOnce()
  })

  it('is told in its words, though what was sealed of it is erased while they wait', async () => {
    await takeDown()
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: -1 })
    await rig.engine().runOnce()
    await erase('n1')
    rig.clock.advance(2 * minute)
    await rig.engine().runOnce()
    expect(titles('wang')).toEqual(['一条公开误带个人信息，已撤下', '写着姓名的标题'])
    const sealed = await rig.deps.models.Delivery.find().lean<DeliveryDoc[]>()
    expect(JSON.stringify(sealed)).not.toContain('写着姓名的标题')
  })

  it('takes nothing from a digest that is sealed while it is erased', async () => {
    const { Delivery, Preference } = rig.deps.models
    await Preference.updateOne({ _id: 'wang' }, { frequency: 'daily', hour: '18:30' })
    await rig.publish('n2')
    await rig.publish('n3')
    rig.clock.advance(24 * 60 * minute)
    const usual = Delivery.bulkWrite
    const [read, sealed] = [signal(), signal()]
    let erasing: Promise<void> = Promise.resolve()
    const reached = async (step: string) => {
      if (step === 'b') {
        // It has read the messages as they are now, and writes them when this one is sealed.
        Delivery.bulkWrite = (async (...args: Parameters<typeof usual>) => {
          Delivery.bulkWrite = usual
          read.give()
          await sealed.given
          return usual.apply(Delivery, args)
        }) as never
        erasing = erase('n2')
        await Promise.race([read.given, erasing])
        Delivery.bulkWrite = usual
      }
      if (step === 'c') {
        sealed.give()
        await erasing
      }
    }
    await rig.engine({ reached }).runOnce()
    const digest = await Delivery.findOne({ kind: 'daily' }).lean<DeliveryDoc>()
    expect(digest?.items.map(({ subject }) => subject.id).sort()).toEqual(['n2', 'n3'])
  })
})
