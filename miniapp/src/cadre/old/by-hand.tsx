import type { OldBatch } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Input, Problem, Select, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

interface ByHandProps {
  region: string
  items: readonly { no: number; name: string }[]
  /** The batch that one's own notices go into. */
  batch: string | undefined
  onTaken: (batch: OldBatch) => Promise<void>
}

const nothing = { date: '', item: '', title: '', body: '', table: '' }

/** One old notice, written down; its table as it is copied from a spreadsheet. */
export function ByHand({ region, items, batch, onTaken }: ByHandProps) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(nothing)
  const set = (part: Partial<typeof nothing>) => setTyped((old) => ({ ...old, ...part }))
  const save = useAction(async () => {
    const { date, item, title, body, table } = typed
    const taken = await call('POST /api/regions/:code/old-notices', {
      params: { code: region },
      body: {
        ...{ date, item: Number(item), title, body },
        ...(table.trim() ? { table } : {}),
        ...(batch ? { batch } : {}),
      },
    })
    setTyped({ ...nothing, item })
    toast('记下了，送审前还可以看')
    await onTaken(taken)
  })
  if (!open)
    return (
      <Card title="一条一条补">
        <Button kind="secondary" icon="plus" onPress={() => setOpen(true)}>
          写一条
        </Button>
      </Card>
    )
  const wrong = (field: string) => save.error?.fieldMessage(field)
  const missing =
    typed.date === ''
      ? '请写日期'
      : typed.item === ''
        ? '请选事项'
        : typed.title === ''
          ? '请写标题'
          : undefined
  return (
    <Card title="一条一条补">
      <Input
        label="当时公开的日期"
        hint="如 2024-03-10"
        maxLength={20}
        value={typed.date}
        error={wrong('date')}
        onChange={(date) => set({ date })}
      />
      <Select
        label="公开目录里的事项"
        value={typed.item || undefined}
        choices={items.map(({ no, name }) => ({ value: String(no), label: `${no} ${name}` }))}
        error={wrong('item')}
        onChange={(item) => set({ item })}
      />
      <Input
        label="标题"
        maxLength={60}
        value={typed.title}
        error={wrong('title')}
        onChange={(title) => set({ title })}
      />
      <Textarea
        label="正文"
        maxLength={20_000}
        value={typed.body}
        error={wrong('body')}
        onChange={(body) => set({ body })}
      />
      <Textarea
        label="附表（可以不填）"
        hint="在表格软件里选中、复制，粘贴到这里"
        maxLength={800_000}
        value={typed.table}
        error={wrong('table')}
        onChange={(table) => set({ table })}
      />
      <Problem error={save.error} />
      <Button busy={save.busy} reason={missing} onPress={() => void save.run()}>
        {batch ? '放进这一批' : '记下这一条'}
      </Button>
    </Card>
  )
}
