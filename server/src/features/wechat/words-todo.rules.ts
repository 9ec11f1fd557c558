import type { WordsKind } from '@hutang/shared'

/** What an office can do about words that WeChat did not let pass, in one sentence. `readable`: it may open what they stand in. */
export function wordsTodo(what: WordsKind, place: string | null, readable: boolean): string {
  switch (what) {
    case 'question':
      return readable
        ? '打开原件，该答复的照样答复，答复里请他换个说法。'
        : `原件在${place ?? '村里'}，镇里现在打不开；请打电话说一声：该答复的照样答复，答复里请他换个说法。`
    case 'appeal':
      return readable
        ? '打开原件，该办的照样办，答复里请他换个说法。'
        : '原件这里打不开；请经手的人该办的照样办，答复里请他换个说法。'
    case 'name':
      return '这是一个人给自己起的称呼；村里认得他的，请他在“我的”里换一个。'
    case 'proxy':
      return '这是代收申请里写的关系；请村里核对时问清楚，写得不妥的不同意，让他重写。'
    case 'claim':
      return '这是村里不通过认证时写的原因；请村里当面跟本人说清楚，下回换个说法。'
    case 'leak':
      return '在工作台“有人说泄露了个人信息”里核对，真泄露了的照样先遮住。'
    case 'enterprise':
      return '打开“企业”核对，名称、证书号不对的不通过，写明原因让他改。'
  }
}
