import { startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { StillClock, type TestApp, testApp } from './app'

/** The application with a WeChat that answers: what it cannot be asked about costs a command more. */
export async function answeredApp(options: { monitorCommands: boolean }): Promise<TestApp> {
  const clock = new StillClock()
  const emulator = await startWeChatEmulator({
    ...{ clock, appid: 'wx-test', secret: 'secret', everybodyIsHere: true },
  })
  const t = await testApp({ ...options, clock, wechatUrl: emulator.url })
  return {
    ...t,
    async close() {
      await t.close()
      await emulator.close()
    },
  }
}
