/* The built script, style and coastlines of tools/report, as they are. */
        .section .rodata
        .global agrocap_page_script, agrocap_page_script_end
        .global agrocap_page_style, agrocap_page_style_end
        .global agrocap_page_land, agrocap_page_land_end
agrocap_page_script:
        .incbin "report.js"
agrocap_page_script_end:
        .byte 0
agrocap_page_style:
        .incbin "report.css"
agrocap_page_style_end:
        .byte 0
agrocap_page_land:
        .incbin "land.json"
agrocap_page_land_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
