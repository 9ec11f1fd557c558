import { type Sheet, sheetOfText } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useId, useState } from 'react'
import { Button, Textarea } from '../../components'
import { usePaste } from './use-paste'

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
  const [typing, setTyping] = useState(false)
  const put = (next: string, typed: boolean) => {
    setText(next)
    setTyping(typed)
    onSheet(next.trim() === '' ? null : sheetOfText(next))
  }
  if (sheet && (!typing || sheet.name !== '')) {
    return (
      <View className="import__source">
        <Text>{sheet.name ? `《${sheet.name}》` : '贴进来的表'}</Text>
        {text !== '' && text.length <= mostShown ? (
          <Button kind="quiet" inline onPress={() => setTyping(true)}>
            改原文
          </Button>
        ) : null}
        <Button kind="quiet" inline onPress={() => put('', false)}>
          换一份
        </Button>
      </View>
    )
  }
  return <Pasting text={typing ? text : ''} chooser={chooser} onText={put} />
}

interface PastingProps extends Pick<SourceProps, 'chooser'> {
  text: string
  onText: (text: string, typed: boolean) => void
}

function Pasting({ text, chooser, onText }: PastingProps) {
  const id = `paste${useId().replace(/:/g, '')}`
  usePaste(id, (cells) => onText(cells, false))
  const change = (next: string) => {
    const pasted = next.length - text.length > pastedAtOnce && /[\t\n]/.test(next)
    onText(next, !pasted)
  }
  return (
    <View className="import__paste" id={id}>
      {chooser}
      <Textarea
        label="贴在这里"
        hint="在表格软件里选中，连表头一起复制，再到这里粘贴。标题、单位、合计都可以带上，会认出来。"
        maxLength={enough}
        keepsHeight
        value={text}
        onChange={change}
      />
    </View>
  )
}
