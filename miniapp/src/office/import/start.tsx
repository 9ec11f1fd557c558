import type { HouseholdKind } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, Fold, Problem, Progress, RadioGroup, Textarea } from '../../components'
import { useAction } from '../../hooks/use-action'
import { ChooseFile, Page } from '../../widgets'
import { kindChoices } from '../words'
import { Earlier } from './earlier'
import { type Given, give, givePasted } from './given'
import './import.scss'

const enough = 900_000
const endings = ['xlsx', 'xls', 'csv'] as const

/** The file, or the cells, that are to be compared with the register. */
export function Start({ region }: { region: string }) {
  const [kind, setKind] = useState<HouseholdKind>('residence')
  const [sent, setSent] = useState<number>()
  const [text, setText] = useState('')
  const file = useAction(async (_key, given: Given) => {
    setSent(0)
    try {
      await give(given, undefined, setSent)
    } finally {
      setSent(undefined)
    }
  })
  const paste = useAction(() => givePasted(region, kind, text))
  const busy = file.busy || paste.busy
  return (
    <Page title="导入户籍册" wide>
      <View className="import__start">
        <View className="import__half">
          <ChooseFile
            label="选户籍册的文件"
            endings={endings}
            busy={file.busy}
            reason={paste.busy ? '正在看贴进来的表格' : undefined}
            onChoose={(chosen) => void file.run({ region, kind, file: chosen })}
          />
          {sent === undefined ? null : <Sending percent={sent} />}
          <Problem error={file.error} />
          <Fold title="没有文件，从表格软件里贴过来">
            <Textarea
              label="贴在这里"
              hint="在表格软件里选中，复制，再到这里粘贴。带上表头那一行。"
              maxLength={enough}
              keepsHeight
              value={text}
              onChange={setText}
            />
            <Button
              kind="secondary"
              busy={paste.busy}
              reason={text.trim() ? (file.busy ? '正在看选的文件' : undefined) : '请先把表格贴进来'}
              onPress={() => void paste.run()}
            >
              看看认得对不对
            </Button>
            <Problem error={paste.error} />
          </Fold>
        </View>
        <View className="import__half">
          <Card>
            <RadioGroup
              label="这是哪一本册子"
              value={kind}
              choices={kindChoices}
              onChange={(next) => (busy ? undefined : setKind(next))}
            />
          </Card>
          <Card tone="info">
            <Text className="import__line">
              选了文件先给您看：新增谁、改了谁、谁不在表里。您确认以前，册子一个字也不动。
            </Text>
            <Text className="import__line">身份证号只在导入时用来分清同名的人，用完就丢掉，不保存。</Text>
          </Card>
          <Earlier region={region} />
        </View>
      </View>
    </Page>
  )
}

function Sending({ percent }: { percent: number }) {
  return (
    <View className="import__sending">
      <Progress words={percent < 100 ? '正在送文件' : '送到了，正在和册子对'} done={percent} of={100} />
    </View>
  )
}
