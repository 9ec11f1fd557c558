export default definePageConfig({ navigationBarTitleText: '村镇和办公室' })
