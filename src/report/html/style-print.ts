/** On paper: light, smaller, nothing that needs a click, nothing torn apart by a page's end. */
export const paper = `
@media print{:root{color-scheme:light;
--paper:#fff;--raise:#f5f5f2;--ink:#000;--ink2:#444;--rule:#bbb;--hair:#ddd;
--leak:#a3311a;--ok:#0b6470;--open:#6b4a00;--acc:#5b2f80;--na:#555;--err:#000;--link:#000;
--attack:#b5482a;--soft:#c97b5b;--control:#2b6299;--base:#85898e;--s0:#b5482a;--s1:#3f4c59;--s2:#2b6299;--s3:#7b6a1e}
@page{size:A4;margin:15mm 14mm}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10pt}.wrap{max-width:none;padding:0}
nav,.skip,.g[open] .gx,.more{display:none}
.g summary{border:0}
section{padding-top:20pt}
h1{font-size:20pt}h2{font-size:15pt}.q{font-size:12.5pt}.lead{font-size:11pt}
h2,h3,.q,header,section>p,caption{break-after:avoid}
.res>div,figure,.adv,.foot>div,.subjects li,.ov tr,.tb tr,.note,pre{break-inside:avoid}
.check{display:block;margin-top:14pt}
.plots{grid-template-columns:1fr 1fr;gap:14pt 18pt}
.res{grid-template-columns:repeat(3,1fr)}.big{font-size:17pt}.big small{font-size:10pt}
.adv dl{grid-template-columns:auto 1fr auto 1fr}
.ov{font-size:8.5pt}.ov .fc{width:24%;height:34px}.ov th,.ov td{padding-block:3px}
.ov .ci,.id,.vn,.kd,.cap,.s,.tb,.who,.ref-t{font-size:8pt!important}
.ov .vd{width:130px}
.subjects{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}.subjects p{font-size:9pt}
.foot{grid-template-columns:repeat(3,minmax(0,1fr));font-size:8.5pt}
.two{grid-template-columns:minmax(0,1.25fr) minmax(0,1fr);gap:0 20pt}
.gloss{columns:2;font-size:8.5pt}
.tb .vs{width:118px}.margs{grid-template-columns:repeat(5,1fr)}
.forest .ax text{font-size:9px}.forest .ax text:nth-of-type(even){display:none}
.fold::details-content{content-visibility:visible;display:block;height:auto}
.scroll{overflow:visible}}`;
