import type { Sheet } from '@hutang/shared/rules'
import { sheetOfText } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button, Textarea } from '../../components'

interface SourceProps {
  sheet: Sheet | null
  /** Ways to choose a file, above the field for pasting. */
  chooser?: ReactNode
  onSheet: (sheet: Sheet | null) => void
}

const enough = 8_000_000
/** What comes in one piece was pasted; what is typed grows letter by letter. */
const pastedAtOnce = 10
/** Longer texts take a browser too long to show again for changing. */
const mostShown = 20_000

/** Where a table comes from: a file, or the clipboard. Once it is there, only its name is shown. */
export function Source({ sheet, chooser, onSheet }: SourceProps) {
  const [text, setText] = useState('')
  const [typing, setTyping] = useState(true)
  const put = (next: string) => {
    const pasted = next.length - text.length > pastedAtOnce && /[\t\n]/.test(next)
    setText(next)
    setTyping(!pasted)
    onSheet(next.trim() === '' ? null : sheetOfText(next))
  }
  const again = (keep: boolean) => {
    setTyping(true)
    if (keep) return
    setText('')
    onSheet(null)
  }
  if (sheet && (!typing || text === '')) {
    return (
      <View className="import__source">
        <Text>{sheet.name ? `《${sheet.name}》` : '贴进来的表'}</Text>
        {text !== '' && text.length <= mostShown ? (
          <Button kind="quiet" inline onPress={() => again(true)}>
            改原文
          </Button>
        ) : null}
        <Button kind="quiet" inline onPress={() => again(false)}>
          换一份
        </Button>
      </View>
    )
  }
  return (
    <View className="import__paste">
      {chooser}
      <Textarea
        label="贴在这里"
        hint="在表格软件里选中，连表头一起复制，再到这里粘贴。标题、单位、合计都可以带上，会认出来。"
        maxLength={enough}
        fixed
        value={text}
        onChange={put}
      />
    </View>
  )
}
