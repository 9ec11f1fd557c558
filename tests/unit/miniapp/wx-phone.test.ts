import { describe, expect, it } from '@jest/globals'
import { wxAlone } from '../../support/weapp/alone'
import { privacyNeeds } from '../../support/weapp/privacy'
import { SubscribeSheet } from '../../support/weapp/subscribe-sheet'

const entry = { title: '申报截止', startTime: 1_800_000_000 }

describe('the privacy guide', () => {
  const undeclared = (name: string) => ({
    errMsg: `${name}:fail api scope is not declared in the privacy agreement`,
    errno: 112,
  })

  it.each(['chooseImage', 'chooseMessageFile', 'setClipboardData', 'addPhoneCalendar'])(
    'has to name what %s touches',
    async (name) => {
      const { ask, phone } = wxAlone()
      phone.privacy.declared = new Set(
        Object.values(privacyNeeds).filter((need) => need !== privacyNeeds[name]),
      )
      expect(await ask(name, entry)).toEqual(undeclared(name))
    },
  )

  it('is agreed to once, in the sheet of WeChat', async () => {
    const { ask, phone } = wxAlone()
    phone.privacy.agreed = false
    expect(await ask('getPrivacySetting')).toMatchObject({ needAuthorization: true })
    phone.privacy.tap = 'disagree'
    const refused = { errMsg: 'setClipboardData:fail privacy permission is not authorized', errno: 104 }
    expect(await ask('setClipboardData', { data: 'x' })).toEqual(refused)
    expect(phone.clipboard).toBe('')
    phone.privacy.tap = 'agree'
    await ask('setClipboardData', { data: 'x' })
    await ask('chooseImage')
    expect([phone.clipboard, phone.privacy.sheets]).toEqual(['x', 2])
  })

  it('is asked for by itself, and opened', async () => {
    const { ask, phone } = wxAlone()
    phone.privacy.agreed = false
    phone.privacy.tap = 'disagree'
    expect(await ask('requirePrivacyAuthorize')).toMatchObject({ errno: 104 })
    await ask('openPrivacyContract')
    expect(phone.privacy.opened).toBe(1)
  })

  it('says nothing of what needs no guide', async () => {
    const { ask, phone } = wxAlone()
    phone.privacy.declared = new Set()
    phone.scanned = { result: 'x' }
    expect(await ask('scanCode')).toMatchObject({ result: 'x' })
    expect((await ask('makePhoneCall', { phoneNumber: '12345' })).errMsg).toBe('makePhoneCall:ok')
  })
})

describe('a scope', () => {
  it('is asked for once; a refusal stays until the settings are opened', async () => {
    const { ask, phone } = wxAlone()
    phone.scopes.tap = 'refuse'
    const refused = { errMsg: 'addPhoneCalendar:fail auth deny', errno: 103 }
    expect(await ask('addPhoneCalendar', entry)).toEqual(refused)
    phone.scopes.tap = 'allow'
    expect(await ask('addPhoneCalendar', entry)).toEqual(refused)
    expect(await ask('getSetting')).toMatchObject({ authSetting: { 'scope.addPhoneCalendar': false } })
    expect(phone.scopes.asked).toEqual(['scope.addPhoneCalendar'])
    phone.scopes.set('scope.addPhoneCalendar', true)
    await ask('addPhoneCalendar', entry)
    expect(phone.calendar).toEqual([entry])
  })

  it('stands in the settings beside the subscriptions', async () => {
    const { ask, phone } = wxAlone({ own: new SubscribeSheet({ t1: 'once' }).wx })
    phone.scopes.set('scope.addPhoneCalendar', true)
    expect(await ask('getSetting', { withSubscriptions: true })).toMatchObject({
      authSetting: { 'scope.addPhoneCalendar': true },
      subscriptionsSetting: { mainSwitch: true },
    })
  })
})

describe('the calendar', () => {
  it('takes a time in seconds, and a title', async () => {
    const { ask } = wxAlone()
    const { errMsg } = await ask('addPhoneCalendar', { ...entry, startTime: entry.startTime * 1000 })
    expect(errMsg).toMatch(/fail invalid startTime/)
    expect((await ask('addPhoneCalendar', { startTime: 1 })).errMsg).toMatch(/fail need title/)
  })
})

describe('choosing', () => {
  it('gives as many pictures as were asked for, each a file on the phone', async () => {
    const { ask, phone, state } = wxAlone()
    phone.pictures = ['wxfile://a.jpg', 'wxfile://b.jpg', 'wxfile://c.jpg']
    const { tempFilePaths } = await ask('chooseImage', { count: 2 })
    expect(tempFilePaths).toEqual(['wxfile://a.jpg', 'wxfile://b.jpg'])
    expect([...state.files.keys()]).toEqual(tempFilePaths)
  })

  it('tells going back from a phone that gives WeChat nothing', async () => {
    const { ask, phone } = wxAlone()
    phone.pictures = 'cancel'
    expect(await ask('chooseImage')).toEqual({ errMsg: 'chooseImage:fail cancel' })
    phone.pictures = 'system'
    const denied = { errMsg: 'chooseImage:fail system permission denied', errno: 3 }
    expect(await ask('chooseImage')).toEqual(denied)
    phone.scanned = 'cancel'
    expect(await ask('scanCode')).toEqual({ errMsg: 'scanCode:fail cancel' })
    phone.cancels = true
    expect(await ask('makePhoneCall', { phoneNumber: '1' })).toEqual({ errMsg: 'makePhoneCall:fail cancel' })
  })

  it('offers the files of a chat that end as was asked for', async () => {
    const { ask, phone } = wxAlone()
    phone.chatFiles = [
      { path: 'wxfile://1', name: '名单.doc', size: 1 },
      { path: 'wxfile://2', name: '名单.xlsx', size: 2 },
    ]
    const { tempFiles } = await ask('chooseMessageFile', { count: 1, type: 'file', extension: ['xlsx'] })
    expect(tempFiles).toMatchObject([{ name: '名单.xlsx' }])
  })

  it('gives the path with a code of this app', async () => {
    const { ask, phone } = wxAlone()
    phone.scanned = { result: 'x', scanType: 'WX_CODE', path: 'account/scan/index?scene=a' }
    expect(await ask('scanCode', { scanType: ['qrCode'] })).toMatchObject(phone.scanned)
    expect(await ask('scanCode', { scanType: ['barCode'] })).toMatchObject({ errMsg: 'scanCode:fail cancel' })
  })
})

describe('what opens only from a tap', () => {
  const sheet = () => wxAlone({ own: new SubscribeSheet({ t1: 'once' }).wx })
  const options = { tmplIds: ['t1'] }
  const late = { errMsg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.' }

  it('is refused without one', async () => {
    expect(await sheet().ask('requestSubscribeMessage', options)).toEqual(late)
    expect((await sheet().ask('openSetting')).errMsg).toMatch(/TAP gesture/)
  })

  it('opens in the handler and what follows at once, not after the network', async () => {
    const { ask, phone } = sheet()
    const inTap = phone.gesture.during(() => ask('requestSubscribeMessage', options))
    expect(await inTap).toMatchObject({ t1: 'accept' })
    const next = phone.gesture.during(async () => {
      await Promise.resolve()
      return ask('requestSubscribeMessage', options)
    })
    expect(await next).toMatchObject({ t1: 'accept' })
    const after = phone.gesture.during(async () => {
      await ask('request', { url: 'https://bff.example.cn/' })
      // A timer alone may come before the turn in which the tap ends, on a busy machine.
      await new Promise((done) => setTimeout(() => setImmediate(done), 1))
      return ask('requestSubscribeMessage', options)
    })
    expect(await after).toEqual(late)
  })
})
