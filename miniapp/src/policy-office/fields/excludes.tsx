import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Input, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { Checks } from './checks'

interface ExcludesProps {
  /** The policy that is written: it does not exclude itself. */
  own: string
  region: string
  error?: string
  value: readonly string[]
  titleOf: (policy: string) => string | undefined
  onTitles: (titles: Readonly<Record<string, string>>) => void
  onChange: (policies: string[]) => void
}

const most = 8

/** 不能同时享受的政策: published ones, found by a word or a 文号. */
export function Excludes({ own, region, error, value, titleOf, onTitles, onChange }: ExcludesProps) {
  const [word, setWord] = useState('')
  const [found, setFound] = useState<readonly string[]>()
  const find = useAction(async () => {
    const { items } = await call('GET /api/policies', { query: { region, q: word.trim(), limit: most } })
    onTitles(Object.fromEntries(items.map(({ id, title }) => [id, title])))
    setFound(items.map(({ id }) => id).filter((id) => id !== own))
  })
  const shown = [...new Set([...value, ...(found ?? [])])]
  return (
    <View id="at-excludes">
      <Input
        label="享受了就不能再申报本政策的"
        hint="写政策名称里的一个词或文号再找"
        error={error}
        value={word}
        maxLength={40}
        onChange={setWord}
        onConfirm={() => void find.run()}
      />
      <View className="fields__below">
        <Button
          kind="secondary"
          inline
          busy={find.busy}
          reason={word.trim() === '' ? '请先写一个词' : undefined}
          onPress={() => void find.run()}
        >
          找政策
        </Button>
      </View>
      <Problem error={find.error} />
      {found?.length === 0 ? <Text className="fields__note">没有找到，换个短一点的词。</Text> : null}
      {shown.length > 0 ? (
        <Checks
          label="不能同时享受"
          choices={shown.map((id) => ({ value: id, label: titleOf(id) ?? id }))}
          value={value}
          onChange={onChange}
        />
      ) : (
        <Text className="fields__note">还没有选；不选就是和别的政策都能同时享受。</Text>
      )}
    </View>
  )
}
