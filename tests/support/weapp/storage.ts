const mega = 1024 * 1024
/** https://developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorageSync.html */
const mostOfKey = mega
const mostOfAll = 10 * mega

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

/** The synchronous storage of wx with its limits, over what the test may look into. */
export function wxStorage(kept: Map<string, unknown>) {
  const total = () => [...kept].reduce((sum, [key, value]) => sum + key.length + bytesOf(value), 0)
  return {
    getStorageSync: (key: string) => kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => {
      const bytes = bytesOf(value)
      if (bytes > mostOfKey) throw new Error('setStorageSync:fail:entry size limit reached')
      const grows = key.length + bytes - (kept.has(key) ? key.length + bytesOf(kept.get(key)) : 0)
      if (total() + grows > mostOfAll) throw new Error('setStorageSync:fail exceed storage max size 10Mb')
      kept.set(key, value === undefined ? undefined : JSON.parse(JSON.stringify(value)))
    },
    removeStorageSync: (key: string) => void kept.delete(key),
    clearStorageSync: () => kept.clear(),
    getStorageInfoSync: () => ({
      keys: [...kept.keys()],
      currentSize: Math.ceil(total() / 1024),
      limitSize: mostOfAll / 1024,
    }),
  }
}
