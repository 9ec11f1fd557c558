import type { PaperSize } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { download } from '../../../api/download'
import { Button, Card, Problem, Select } from '../../../components'
import { useAction } from '../../../hooks/use-action'
import './board-print.scss'

interface BoardPrintProps {
  id: string
  title: string
  /** It was withdrawn: the sheet says so, and takes the place of the one that hangs. */
  ended?: boolean
}

/** 张榜: what hangs outside, as a visitor sees it; a table that is too long for one paper is printed by group. */
export function BoardPrint({ id, title, ended = false }: BoardPrintProps) {
  const [group, setGroup] = useState<string>()
  const [groups, setGroups] = useState<readonly string[]>([])
  const print = useAction(async (_key, size: PaperSize) => {
    try {
      await download('GET /api/notices/:id/board.pdf', {
        params: { id },
        query: { size, ...(group === undefined ? {} : { group }) },
        name: `${title} ${size}.pdf`,
        open: true,
      })
    } catch (failure) {
      setGroups(groupsIn(failure))
      throw failure
    }
  })
  const choosing = groups.length > 0 && group === undefined
  return (
    <Card title="张榜">
      <Text className="board-print__why">
        {ended
          ? '已经撤回。请打印这一张，换下公开栏上原来的。'
          : '公开栏上也要贴，贴满十五天（村民委员会组织法第三十五条）。纸上只有村外人也能看的内容。'}
      </Text>
      {groups.length > 0 ? (
        <Select
          label="打印哪一组"
          value={group}
          choices={groups.map((name) => ({ value: name, label: name }))}
          onChange={setGroup}
        />
      ) : null}
      <View className="board-print__sizes">
        <Button
          icon="document"
          busy={print.busy}
          reason={choosing ? '表太长，请先选一组' : undefined}
          onPress={() => void print.run('A3')}
        >
          打印张榜 A3
        </Button>
        <Button kind="secondary" busy={print.busy} disabled={choosing} onPress={() => void print.run('A4')}>
          A4 小张
        </Button>
      </View>
      <Problem error={choosing ? undefined : print.error} />
    </Card>
  )
}

/** Where the paper would be too long, the service names the groups. */
const groupsIn = (failure: unknown): string[] => {
  const { code, fields = [] } = failure as { code?: string; fields?: { field: string; message: string }[] }
  return code === 'tooLongToPrint'
    ? fields.flatMap(({ field, message }) => (field === 'group' ? message : []))
    : []
}
