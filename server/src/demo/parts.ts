import type { Connection } from 'mongoose'
import type { Deps } from '../deps'
import { wechatTemplates } from '../features/catalogue'
import { DemoClock } from './clock'
import { type DemoSms, startDemoSms } from './sms'
import { type RunningWeChatEmulator, startWeChatEmulator } from './wechat-emulator'

/** What a demo has that a real service has not: a clock that can be moved, and the vendors' stand-ins. */
export interface DemoParts {
  clock: DemoClock
  emulator: RunningWeChatEmulator
  sms: DemoSms
}

/** The clock as it was left, and the emulators on free ports of the loopback. */
export async function startDemo(
  db: Connection,
  { wechat, sms, publicUrl }: Pick<Deps['config'], 'wechat' | 'sms' | 'publicUrl'>,
): Promise<DemoParts> {
  const clock = new DemoClock()
  await clock.restore(db)
  const { published, emergency } = wechatTemplates()
  const emulator = await startWeChatEmulator({
    clock,
    appid: wechat.appid,
    secret: wechat.secret,
    everybodyIsHere: true,
    templates: [
      { ...published, templateId: wechat.templates.published, kind: 'once' },
      { ...emergency, templateId: wechat.templates.emergency, kind: 'once' },
    ],
  })
  return { clock, emulator, sms: await startDemoSms(clock, sms, publicUrl) }
}
