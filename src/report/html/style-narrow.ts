/** Tablets and phones: rows of the overview become blocks; the numbers stay, plots move between them. */
export const narrow = `
@media (max-width:900px){
.check{grid-template-columns:minmax(0,1fr)}
.ov .fc{width:22%}.ov .vd{width:160px}
.two{grid-template-columns:minmax(0,1fr)}
.forest .bar{width:24%;min-width:120px}.forest .r{white-space:normal}.forest th[scope=row]{min-width:130px;overflow-wrap:anywhere}.forest .ax text:nth-of-type(even){display:none}}
@media (max-width:700px){
.subjects{grid-template-columns:minmax(0,1fr)}
.subjects li,.subjects li+li{border-left:0;padding:10px 0 2px}
.subjects li+li{border-top:1px solid var(--rule)}
.ov,.ov tbody,.ov thead{display:block}
.ov thead tr{display:block}.ov thead th{display:none}
.ov thead th.fc{display:block;width:100%;height:auto;border:0}
.ov tr.sub,.ov tr.sub th{display:block}
.ov tbody tr:not(.sub){display:grid;grid-template-columns:auto 1fr auto;padding:10px 0 8px;border-top:1px solid var(--hair)}
.ov tbody tr.sub+tr{border-top:0}
.ov tbody tr:not(.sub)>*{border:0;padding-block:0;width:auto}
.ov tbody th[scope=row]{grid-column:1/-1;padding-bottom:3px}
.ov td.fc,.ov tr.of-above .fc{grid-column:1/-1;height:26px}
.ov .num,.ov .ci,.ov .lm{grid-row:3}
.ov .num{text-align:left}.ov .lm{padding-right:0}
.ov .lm:not(:empty)::before{content:"limit "}
.ov .vd{grid-column:1/-1;grid-row:4}
.ov .vd .vn{display:inline;padding-left:8px}
.ov td.num:has(+.ci:empty),.ov td.ci:empty,.ov td.ci:empty+.fc{display:none}
.foot{grid-template-columns:minmax(0,1fr)}
.gloss{columns:1}}
@media (max-width:640px){
.wrap{padding:0 16px}section{padding-top:34px}
h2{font-size:22px}.q{font-size:19px}.lead{font-size:16px}
.key{gap:5px 16px}
.g{position:static}.gx{left:16px;right:16px;width:auto;top:auto;margin-top:26px}
.tb th,.tb td{padding-right:9px}
.tb .hide{display:none}
.suite,.suite caption,.suite thead,.suite tbody{display:block}
.suite tr{display:flex;flex-wrap:wrap;align-items:flex-end;padding:4px 0}
.suite thead tr{border-bottom:1px solid var(--ink)}
.suite tbody tr+tr{border-top:1px solid var(--hair)}
.suite tr>*{border:0!important;padding:0!important}
.suite thead th:first-child{display:none}
.suite tbody th{width:100%}
.suite .bar{flex:1 1 90px;width:auto;min-width:0}
.suite td.bar .la{inset:0;width:100%}
.suite .r{width:78px;padding-left:8px!important;white-space:normal;overflow-wrap:anywhere}
.cost .bar{flex-basis:70px}.cost thead .bar text:not(:first-of-type):not(:last-of-type){display:none}
.dis thead th.bar,.dis thead th.vs,.dis .vs:empty{display:none}
.dis thead tr{justify-content:flex-end}.dis .r{width:86px}.dis .vs{width:100%;padding:2px 0 4px!important}
.stack,.stack caption,.stack tbody{display:block}.stack thead{display:none}
.stack tr{display:flex;flex-wrap:wrap;gap:0 14px;padding:5px 0}.stack tr>*{border:0!important;padding:0!important}
.stack tbody tr+tr{border-top:1px solid var(--hair)}
.stack tbody th{width:100%}.stack .r{text-align:left}.stack td[data-of]::before{content:attr(data-of) " ";color:var(--ink2)}
.stack .vs{width:auto;color:var(--ink2)}
.forest thead{display:block}.forest thead th:not(.bar){display:none}.forest thead tr{border-bottom:1px solid var(--ink)}.forest .bar{width:100%}.forest .ax text:nth-of-type(even){display:inline}.forest .cap>span{white-space:normal}.forest td .says{display:inline;margin-left:.4em}.forest td.bar .la{inset:0;width:100%}
.cap{display:block;margin:2px 0 0}
.spark{width:56px}
}`;
