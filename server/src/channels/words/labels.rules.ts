interface Label {
  /** In a word, for whoever wrote it. */
  word: string
  /** As a clerk says it, for the office. */
  plain: string
}

/** https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_msgseccheck.html */
const labels: Readonly<Record<number, Label>> = {
  10001: { word: '广告', plain: '像是广告' },
  20001: { word: '时政', plain: '说到了时政' },
  20002: { word: '色情', plain: '有色情的话' },
  20003: { word: '辱骂', plain: '有骂人的话' },
  20006: { word: '违法犯罪', plain: '说到了违法犯罪的事' },
  20008: { word: '欺诈', plain: '像是骗人的' },
  20012: { word: '低俗', plain: '说得低俗' },
  20013: { word: '版权', plain: '可能用了别人的作品' },
}

/** What WeChat takes the words for. */
export const wordsLabelText = (label: number): string => labels[label]?.word ?? '别的原因'

export const plainLabelText = (label: number): string => labels[label]?.plain ?? '没有说是什么原因'
