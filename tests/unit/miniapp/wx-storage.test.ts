import { describe, expect, it } from '@jest/globals'
import { wxAlone } from '../../support/weapp/alone'
import { wxFiles } from '../../support/weapp/files'
import { wxStorage } from '../../support/weapp/storage'

const mega = 1024 * 1024

describe("the stand-in for WeChat's storage", () => {
  it('keeps one megabyte under a key, counted as it is stored', () => {
    const storage = wxStorage(new Map())
    storage.setStorageSync('a', 'x'.repeat(mega - 2))
    expect(() => storage.setStorageSync('a', '字'.repeat(mega / 2))).toThrow('entry size limit reached')
    expect(storage.getStorageSync('a')).toHaveLength(mega - 2)
  })

  it('keeps ten megabytes in all, and takes what replaces as much', () => {
    const storage = wxStorage(new Map())
    const large = 'x'.repeat(mega - 10)
    for (let key = 0; key < 10; key++) storage.setStorageSync(`k${key}`, large)
    expect(() => storage.setStorageSync('one more', large)).toThrow('exceed storage max size 10Mb')
    storage.setStorageSync('k3', large)
    expect(storage.getStorageInfoSync()).toMatchObject({ currentSize: 10_240, limitSize: 10_240 })
    storage.removeStorageSync('k3')
    storage.setStorageSync('one more', large)
  })

  it('answers an empty string for what was never stored', () => {
    expect(wxStorage(new Map()).getStorageSync('nothing')).toBe('')
  })
})

describe("the stand-in for WeChat's files", () => {
  const place = 'wxfile://usr/answer'

  it('writes texts and bytes in the folder of the app, and only there', () => {
    const files = wxFiles(new Map()).getFileSystemManager()
    files.writeFileSync(place, new TextEncoder().encode('护塘').buffer)
    expect(files.readFileSync(place, 'utf8')).toBe('护塘')
    expect(Buffer.from(files.readFileSync(place) as ArrayBuffer).toString()).toBe('护塘')
    expect(() => files.writeFileSync('wxfile://tmp_1', 'x')).toThrow('permission denied')
    expect(() => files.writeFileSync('wxfile://usr/none/x', 'x')).toThrow('no such file or directory')
    expect(() => files.writeFileSync(place, undefined)).toThrow('data to write is empty')
  })

  it('makes and ends folders as the vendor does', () => {
    const files = wxFiles(new Map()).getFileSystemManager()
    const folder = 'wxfile://usr/downloads'
    expect(() => files.rmdirSync(folder, true)).toThrow('no such file or directory')
    files.mkdirSync(folder)
    expect(() => files.mkdirSync(folder)).toThrow('file already exists')
    files.mkdirSync(folder, true)
    files.writeFileSync(`${folder}/a`, 'x')
    expect(() => files.rmdirSync(folder)).toThrow('directory not empty')
    files.rmdirSync(folder, true)
    expect(() => files.accessSync(`${folder}/a`)).toThrow('no such file or directory')
  })

  it('opens and shares a file that is there, and no other', async () => {
    const { ask, phone } = wxAlone()
    const { tempFilePath } = await ask('downloadFile', { url: 'https://bff.example.cn/a.pdf' })
    await ask('openDocument', { filePath: tempFilePath })
    expect(phone.viewed).toHaveLength(1)
    expect((await ask('showShareImageMenu', { path: tempFilePath })).errMsg).toBe('showShareImageMenu:ok')
    expect((await ask('openDocument', { filePath: 'wxfile://none' })).errMsg).toMatch(/^openDocument:fail/)
    const far = await ask('showShareImageMenu', { path: 'https://bff.example.cn/a.png' })
    expect(far.errMsg).toMatch(/^showShareImageMenu:fail/)
  })
})
