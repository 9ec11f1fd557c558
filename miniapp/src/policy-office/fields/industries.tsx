import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Input, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { Checks } from './checks'

interface IndustriesProps {
  label: string
  hint?: string
  error?: string
  value: readonly string[]
  names: (code: string) => string | undefined
  onChange: (codes: string[], names: Readonly<Record<string, string>>) => void
}

const most = 12

/** Industries of GB/T 4754, found by a word or a code. */
export function Industries({ label, hint, error, value, names, onChange }: IndustriesProps) {
  const [word, setWord] = useState('')
  const [found, setFound] = useState<{ code: string; name: string }[]>([])
  const find = useAction(async () => {
    const { industries } = await call('GET /api/industries', { query: { q: word.trim() } })
    setFound(industries.slice(0, most).map(({ code, name }) => ({ code, name })))
  })
  const chosen = value
    .filter((code) => !found.some((one) => one.code === code))
    .map((code) => ({ code, name: names(code) ?? '' }))
  const shown = [...chosen, ...found]
  const own = Object.fromEntries(shown.map(({ code, name }) => [code, name]))
  return (
    <View>
      <Input
        label={label}
        hint={hint ?? '写一个词再找，如 蔬菜、民宿、软件'}
        error={error}
        value={word}
        maxLength={40}
        onChange={setWord}
        onConfirm={() => void find.run()}
      />
      <View className="fields__below">
        <Button kind="secondary" inline busy={find.busy} onPress={() => void find.run()}>
          找行业
        </Button>
      </View>
      <Problem error={find.error} />
      {shown.length > 0 ? (
        <Checks
          label="选中的行业"
          choices={shown.map(({ code, name }) => ({ value: code, label: `${name} ${code}`.trim() }))}
          value={value}
          onChange={(codes) => onChange(codes, own)}
        />
      ) : (
        <Text className="fields__note">还没有选；不选就是各行各业都可以。</Text>
      )}
    </View>
  )
}
